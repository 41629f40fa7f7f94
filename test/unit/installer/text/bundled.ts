/** The program as the medium carries it, made once for a test file: screens are TSX, which Node alone does not run. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before } from 'node:test';
import { bundle } from '../../../../installer/bundle.ts';
import { openTerminal, type TerminalOptions, type WizardTerminal } from './wizard-terminal.ts';

export const fixtures = join(import.meta.dirname, '../../../fixtures');
const screens = join(import.meta.dirname, '../../../../build/text-screens');

export interface Bundled {
  readonly folder: string;
  readonly program: string;
  open(options: TerminalOptions): WizardTerminal;
  /** An engine over a recorded machine, on a socket of its own. */
  serve(machine: string, ...words: string[]): Promise<{ socket: string; kill(): Promise<void>; again(): Promise<void> }>;
}

export function bundled(): Bundled {
  const made = { folder: '' };
  const terminals: WizardTerminal[] = [];
  const engines: ChildProcess[] = [];
  before(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'cognos-text-'));
    await bundle(join(made.folder, 'dist'));
  });
  after(async () => {
    for (const terminal of terminals) terminal.kill();
    for (const engine of engines) engine.kill('SIGKILL');
    await rm(made.folder, { recursive: true, force: true });
  });
  const program = (): string => join(made.folder, 'dist/cognos-install.mjs');
  return {
    get folder() { return made.folder; },
    get program() { return program(); },
    open(options) {
      const terminal = openTerminal(program(), options);
      terminals.push(terminal);
      return terminal;
    },
    async serve(machine, ...words) {
      const socket = join(await mkdtemp(join(made.folder, 'run-')), 'engine.sock');
      let child: ChildProcess;
      const start = async (): Promise<void> => {
        child = spawn(process.execPath, [program(), 'serve', '--socket', socket, '--machine', join(fixtures, 'machines', `${machine}.json`), ...words], { stdio: 'ignore' });
        engines.push(child);
        await pause(50);
      };
      await start();
      return {
        socket, again: start,
        kill: () => new Promise((resolve) => { child.on('exit', () => { resolve(); }); child.kill('SIGKILL'); }),
      };
    },
  };
}

/** Kept to be looked at: build/text-screens. */
export function keep(name: string, screen: string): void {
  mkdirSync(screens, { recursive: true });
  writeFileSync(join(screens, `${name}.txt`), `${screen}\n`);
}
