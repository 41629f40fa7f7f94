/** `installer/bin/cognos-install` as `npm run build` makes it, in a folder of its own: never stale, in nobody's way. */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { bundle } from '../../installer/bundle.ts';

export interface Ended { exitCode: number | null; stdout: string; stderr: string }
export interface RunWith { uid?: number; env?: Record<string, string> }

export interface BundledProgram {
  /** Where it runs; files written here are given by their bare names. */
  folder: string;
  write(name: string, content: string | Uint8Array): void;
  run(words: string[], options?: RunWith): Promise<Ended>;
  /** The same through `sh`, where what is tested is a redirection or a pipe. */
  shell(script: string): Promise<Ended>;
  remove(): void;
}

export async function bundledProgram(): Promise<BundledProgram> {
  const root = mkdtempSync(join(tmpdir(), 'cognos-command-line-'));
  chmodSync(root, 0o755); // Also for a user who is not root.
  const bin = join(root, 'installer/bin');
  const folder = join(root, 'work');
  mkdirSync(bin, { recursive: true });
  mkdirSync(folder);
  copyFileSync(join(import.meta.dirname, '../../installer/bin/cognos-install'), join(bin, 'cognos-install'));
  await bundle(join(root, 'dist'));
  const path = [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const start = (file: string, words: string[], { uid, env = {} }: RunWith = {}): Promise<Ended> => new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    const child = spawn(file, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: path, ...env }, ...(uid === undefined ? {} : { uid, gid: uid }) });
    for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => { output[name] += text; });
    child.on('error', reject).on('close', (exitCode) => { resolve({ exitCode, ...output }); });
  });
  return {
    folder,
    write: (name, content) => { writeFileSync(join(folder, name), content); },
    run: (words, options) => start(join(bin, 'cognos-install'), words, options),
    shell: (script) => start('sh', ['-c', script]),
    remove: () => { rmSync(root, { recursive: true, force: true }); },
  };
}
