/** Commands in the guest over ssh, as a user with a key would give them. */
import { execa } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';
import { VmError } from './vm-error.ts';

export interface SshTarget {
  port: number;
  user: string;
  /** Path of the private key. */
  key: string;
}

export interface SshResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** argv of `ssh` without the command. The guest's host key is new every time, so none is remembered. */
export function sshArguments({ port, user, key }: SshTarget): string[] {
  const options = ['BatchMode=yes', 'IdentitiesOnly=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'ConnectTimeout=20', 'ServerAliveInterval=15'];
  return ['-F', 'none', '-i', key, '-p', String(port), ...options.flatMap((option) => ['-o', option]), `${user}@127.0.0.1`];
}

/** Before the keys are exchanged no command can have begun: first boot restarts sshd, and who connects right then is cut off. */
const cutOff = /^(kex_exchange_identification|ssh: connect to host)/;
const attempts = 4;

/** Runs a shell command line in the guest; 255 is ssh's own failure. Throws only when `timeoutMs` passes. */
export async function runSsh(target: SshTarget, command: string, { stdin, timeoutMs = 120_000 }: { stdin?: string | Uint8Array; timeoutMs?: number } = {}): Promise<SshResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await execa('ssh', [...sshArguments(target), '--', command], { reject: false, input: stdin ?? '', timeout: timeoutMs });
    if (result.timedOut) throw new VmError(`"${command}" did not end within ${timeoutMs / 1000} s over ssh.`);
    if (result.exitCode !== 255 || result.stdout !== '' || !cutOff.test(result.stderr) || attempt === attempts) {
      return { exitCode: result.exitCode ?? 255, stdout: result.stdout, stderr: result.stderr };
    }
    await sleep(3000);
  }
}

/** Resolves when a command can be run. Rejects after `timeoutMs` with ssh's last words, or at once when `signal` fires. */
export async function waitForSsh(target: SshTarget, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const words = await runSsh(target, 'true', { timeoutMs: 60_000 }).then(
      (result) => (result.exitCode === 0 ? undefined : result.stderr), (error: unknown) => String(error));
    if (words === undefined) return;
    if (Date.now() > end) throw new VmError(`No ssh login as ${target.user} within ${timeoutMs / 1000} s: ${words}`);
    await sleep(1000, undefined, { signal });
  }
}
