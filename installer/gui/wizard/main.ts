/** `npm run wizard`: the engine's simulation over a recorded machine, and a window on it. Ends with Ctrl+C, or with Electron's window. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { localHost } from '../../../shared/system/local-host.ts';
import { openDoors, type Doors } from '../../engine/open-doors.ts';
import type { Engine } from '../../engine/engine.ts';
import { simulate } from '../../engine/simulate.ts';
import { recordedMachine } from '../../headless/recorded-machine.ts';
import { buildPages } from './build-pages.ts';
import { chooseOpener, type Opener } from './choose-opener.ts';
import { findElectron } from './find-electron.ts';
import { usage, wizardOptions, type WizardOptions } from './wizard-options.ts';

const root = join(import.meta.dirname, '../../..');
const say = (text: string): void => { process.stdout.write(`${text}\n`); };

async function wizard({ machine, browser }: WizardOptions): Promise<void> {
  const recorded = await recordedMachine(machine);
  await buildPages(localHost, root, say);
  const opener = await chooseHere(browser);
  // Nobody else may read it: the token lies there.
  const folder = join(tmpdir(), `cognos-wizard-${randomUUID()}`);
  await localHost.makeDirectory(folder, { mode: 0o700 });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { stop.abort(); });
  const engine = simulate({ host: localHost, machine: recorded, name: basename(machine, '.json') });
  let doors: Doors | undefined;
  try {
    let address = '';
    doors = await openDoors({
      engine, host: localHost, gui: join(root, 'dist-gui'), socket: join(folder, 'engine.sock'), listen: { host: '127.0.0.1', port: 0 }, network: false,
      log: (line) => { process.stderr.write(`cognos: ${line}\n`); }, onPin: say,
      onAddress: (way) => {
        // Each lets one browser in; the next one is for the next.
        say(`${address === '' ? 'Open it in a browser:' : 'For another browser: '} ${way.address}/enter?token=${way.token}`);
        address = way.address;
      },
    });
    say(`\nSimulation of ${basename(machine, '.json')}: nothing is written. ${opener.words} Ctrl+C ends it.\n`);
    await open(opener, folder, stop);
  } finally {
    await close(doors, engine);
    await localHost.remove(folder);
  }
}

async function chooseHere(browser: boolean): Promise<Opener> {
  const electron = browser ? undefined : await findElectron(localHost, join(root, 'node_modules'), process.env);
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(['xdg-open', 'chromium', 'chromium-browser', 'google-chrome', 'firefox'].map(async (name) => {
    for (const folder of folders) if (await localHost.exists(join(folder, name))) return join(folder, name);
    return undefined;
  }));
  return chooseOpener({
    ...typeof electron === 'string' ? { whyNot: electron } : { electron: electron?.program }, browsers: found.filter((each) => each !== undefined),
    hasDisplay: Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']), isRoot: process.getuid?.() === 0,
  });
}

/** Resolves when it is time to end. */
async function open(opener: Opener, folder: string, stop: AbortController): Promise<void> {
  const ended = new Promise<void>((resolve) => { stop.signal.addEventListener('abort', () => { resolve(); }, { once: true }); });
  if (opener.program !== undefined) {
    const isWindow = opener.with === 'electron';
    const args = isWindow
      ? [join(root, 'dist-gui-electron'), '--window', '--socket', join(folder, 'engine.sock'), '--token-file', join(folder, 'ui/token')]
      : [`file://${join(folder, 'ui/enter.html')}`]; // Not the address itself: what a command line says is no secret.
    const window = localHost.run(opener.program, args, { signal: stop.signal }).catch((error: unknown) => {
      if (!stop.signal.aborted) say(`${opener.program} failed: ${error instanceof Error ? error.message : String(error)}\nOpen the address in a browser.`);
      return 'failed';
    });
    if (isWindow) void window.then((result) => { if (result !== 'failed') stop.abort(); });
  }
  await ended;
}

async function close(doors: Doors | undefined, engine: Engine): Promise<void> {
  await doors?.close();
  await engine.stop();
}

try {
  const options = wizardOptions(process.argv.slice(2));
  if (options.help) say(usage.trimEnd());
  else await wizard(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const misused = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.exitCode = misused ? 2 : 1;
}
