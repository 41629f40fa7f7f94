/** QEMU as a child of this process: starting it, and knowing when and why it ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { VmError } from './vm-error.ts';

export interface QemuProcess {
  pid: number;
  /** Resolves when QEMU has ended; `code` is undefined when it was killed. */
  ended: Promise<{ code: number | undefined }>;
  kill(): void;
  /** Lets QEMU outlive this process. */
  release(): void;
}

/** `log` gets what QEMU itself says. Unless released, QEMU is killed when this process ends; `cleanUp` runs once it has ended. */
export function startQemu(args: readonly string[], log: string, cleanUp: () => void): QemuProcess {
  const output = openSync(log, 'w');
  const child: ChildProcess = spawn('qemu-system-x86_64', args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const kill = () => { child.kill('SIGKILL'); };
  const atExit = () => { kill(); cleanUp(); };
  process.once('exit', atExit);
  const ended = new Promise<{ code: number | undefined }>((resolve, reject) => {
    child.once('error', (cause) => reject(new VmError(`QEMU could not be started: ${cause.message}`, [], cause)));
    child.once('exit', (code) => {
      process.off('exit', atExit);
      cleanUp();
      resolve({ code: code ?? undefined });
    });
  });
  ended.catch(() => undefined);
  return { pid: child.pid ?? -1, ended, kill, release: () => { process.off('exit', atExit); child.unref(); } };
}

/** `work`, unless QEMU ends first: then its own words. */
export async function unlessEnded<T>(qemu: QemuProcess, log: string, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const early = qemu.ended.then(({ code }) => {
    throw new VmError(`QEMU ended at once (${code ?? 'killed'}): ${readFileSync(log, 'utf8').trim()}`);
  });
  return Promise.race([work, early]);
}
