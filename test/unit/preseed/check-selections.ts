/** Debian's own reader of preseed files, over a database of its own: without one, whoever else uses debconf at that moment (a second test, an apt) makes it exit 1 without a word, having read nothing. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'cognos-debconf-'));
after(() => { rmSync(folder, { recursive: true }); });

// debconf.conf(5): what DEBCONF_SYSTEMRC names is read in place of /etc/debconf.conf.
const settings = join(folder, 'debconf.conf');
const database = (name: string): string => `Name: ${name}\nDriver: File\nFilename: ${join(folder, `${name}.dat`)}\n`;
writeFileSync(settings, ['Config: answers\nTemplates: templates\n', database('answers'), database('templates')].join('\n'));

/** debconf-set-selections(1) --checkonly. */
export function checkSelections(input: string | Uint8Array): SpawnSyncReturns<string> {
  return spawnSync('debconf-set-selections', ['--checkonly'], { input, encoding: 'utf8', env: { ...process.env, DEBCONF_SYSTEMRC: settings } });
}

/** Why these checks cannot run here, or false. */
export const noDebconf = checkSelections('').error ? 'debconf-set-selections is not installed' : false;
