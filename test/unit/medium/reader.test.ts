import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { guiPackages, keptIn } from '../../../installer/medium/gui/packages.ts';
import { wizardLanguages } from '../../../shared/protocol/answers.ts';

const package_ = join(import.meta.dirname, '../../../installer/medium/packages/cognos-live');
const live = join(package_, 'usr/lib/cognos');
const unit = (name: string): string => readFileSync(join(package_, 'usr/lib/systemd/system', name), 'utf8');

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'cognos-reader-'));
  t.after(() => { rmSync(path, { recursive: true }); });
  return path;
}

function languageOf(what: 'locale' | 'voice', language: string): string {
  return spawnSync(join(live, 'speech-language'), [what, language], { encoding: 'utf8' }).stdout.trim();
}

test('every language of the wizard has a locale and a voice of its own', () => {
  const known = (what: 'locale' | 'voice'): Set<string> => new Set(wizardLanguages.map((language) => languageOf(what, language)));
  assert.equal(known('locale').size, wizardLanguages.length);
  assert.equal(known('voice').size, wizardLanguages.length);
  assert.equal(languageOf('locale', 'pt-BR'), 'pt_BR.UTF-8');
  assert.equal(languageOf('voice', 'zh-Hans'), 'cmn');
});

test("the reader's own words are kept for every language but English", () => {
  const kept = keptIn.map(([path]) => path).filter((path) => path.endsWith('/orca.mo'));
  for (const language of wizardLanguages.filter((each) => each !== 'en')) {
    const locale = languageOf('locale', language).replace('.UTF-8', '');
    assert.ok([locale, locale.replace(/_.*/, '')].some((name) => kept.includes(`/usr/share/locale/${name}/LC_MESSAGES/orca.mo`)), language);
  }
});

/** What systemctl was told when the wizard wants `wanted` and the window was opened with `window`. */
function follow(t: TestContext, wanted: string, window?: string): string {
  const run = folder(t);
  const put = (path: string, text: string): void => { writeFileSync(join(run, path), text, { mode: 0o755 }); };
  for (const path of ['bin', 'cognos/ui', 'cognos-ui']) mkdirSync(join(run, path), { recursive: true });
  put('bin/systemctl', `#!/bin/sh\necho "$*" >> ${run}/told\n`);
  put('cognos/ui/reader', `${wanted}\nde\n`);
  if (window !== undefined) put('cognos-ui/reader', `${window}\n`);
  assert.equal(spawnSync(join(live, 'follow-reader'), [run], { env: { PATH: `${run}/bin:${process.env['PATH']}` } }).status, 0);
  return existsSync(join(run, 'told')) ? readFileSync(join(run, 'told'), 'utf8') : '';
}

test('the window is opened anew when the reader is switched, and only then', (t) => {
  const anew = 'reset-failed cognos-kiosk.service\n--no-block try-restart cognos-kiosk.service\n';
  assert.equal(follow(t, 'on', 'off'), anew);
  assert.equal(follow(t, 'off', 'on'), anew);
  assert.equal(follow(t, 'on', ''), anew);
  assert.equal(follow(t, 'on', 'on'), '');
  assert.equal(follow(t, 'off', 'off'), '');
  assert.equal(follow(t, 'on'), '');
});

test('the window may use the sound cards, and gains no other right by it', () => {
  const kiosk = unit('cognos-kiosk.service');
  assert.match(kiosk, /^User=cognos-ui\nSupplementaryGroups=video render input audio$/m);
  assert.match(kiosk, /^NoNewPrivileges=yes\nCapabilityBoundingSet=$/m);
  assert.match(unit('cognos-wizard.target'), /cognos-reader\.path/);
  assert.match(unit('cognos-reader.path'), /^PathChanged=\/run\/cognos\/ui\/reader$/m);
});

test('both graphical media carry the reader', () => {
  for (const gui of ['chromium', 'electron'] as const) {
    const names = guiPackages(gui).map(([name]) => name);
    for (const name of ['orca', 'at-spi2-core', 'speech-dispatcher', 'speech-dispatcher-espeak-ng', 'espeakup']) assert.ok(names.includes(name), name);
  }
});
