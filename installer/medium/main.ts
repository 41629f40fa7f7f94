/** `npm run iso`: builds the install medium. Exit 0 built, 2 usage or missing packages, 4 a stage failed. */
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { localHost } from '../../shared/system/local-host.ts';
import { findElectron } from '../gui/wizard/find-electron.ts';
import { ensurePackages, isoPackages, MissingPackagesError } from './build-packages.ts';
import { command } from './command.ts';
import { freshBundle } from './fresh-bundle.ts';
import type { Gui } from './gui/packages.ts';
import { buildMedium } from './medium.ts';
import { readOptions, usage, UsageError } from './options.ts';
import { repository } from './places.ts';

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new UsageError('the medium is built on Linux on x86-64');
  await ensurePackages(isoPackages);
  if (process.getuid?.() !== 0) {
    throw new UsageError('the medium is built as root: file ownership, loop devices and chroots need it. Run: sudo npm run iso');
  }
  const out = resolve(options.out);
  await mkdir(dirname(out), { recursive: true });
  const started = performance.now();
  await freshBundle(repository);
  const report = await buildMedium({ out, ...await chooseGui(options.gui), epoch: await sourceDateEpoch() });
  process.stdout.write(`${report}\n${out} in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

/** Electron where its runtime is; else Debian's Chromium shows the same pages with the same privileges, and it is said. */
async function chooseGui(gui: Gui): Promise<{ gui: Gui; runtime?: string }> {
  if (gui !== 'electron') return { gui };
  const electron = await findElectron(localHost, join(repository, 'node_modules'), process.env);
  if (typeof electron !== 'string') return { gui, runtime: electron.folder };
  process.stderr.write(`Electron cannot be put on the medium, and its fuses could not be blown: ${electron}.\nChromium shows the wizard instead.\n`);
  return { gui: 'chromium' };
}

/** Seconds since 1970: from the environment, else the last commit's date. */
async function sourceDateEpoch(): Promise<number> {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined && !/^\d{1,12}$/.test(given)) throw new UsageError(`SOURCE_DATE_EPOCH is seconds since 1970, not ${JSON.stringify(given)}`);
  return Number(given ?? await command('git', ['-C', repository, 'log', '-1', '--format=%ct']));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError || error instanceof MissingPackagesError ? 2 : 4;
}
