/**
 * `cognos-firstboot wait`: until the machine is ready, for scripts and other units. The marker is what counts; systemd
 * knows whether another attempt is coming.
 */
import { escapeForTerminal, exitCodes, type ExitCode } from '../../shared/errors.ts';
import { progressLine } from './progress-line.ts';
import type { Host } from '../../shared/system/host.ts';
import { readyPath } from '../paths.ts';
import { readLastState } from './read-state.ts';

export interface WaitOptions {
  /** Seconds; for ever when left out. */
  timeout?: number | undefined;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  /** For one second. */
  pause: () => Promise<unknown>;
  complain: (line: string) => void;
}

/** A process of its own each time, so not every second. */
const askSystemdEvery = 5;

export async function waitCommand(host: Host, { timeout = Infinity, now, pause, complain }: WaitOptions): Promise<ExitCode> {
  const begun = now();
  const tell = progressLine(complain);
  let asked = -Infinity;
  for (;;) {
    if (await host.exists(readyPath)) return exitCodes.done;
    const state = await readLastState(host);
    tell(state);
    if (now() - asked >= askSystemdEvery) {
      asked = now();
      const failed = await hasFailed(host);
      if (failed !== undefined) {
        complain(escapeForTerminal(state?.phase === 'failed' ? state.line : 'First boot failed; journalctl -u cognos-firstboot says why'));
        return failed;
      }
    }
    if (now() - begun >= timeout) {
      complain(`Not ready after ${timeout} s; first boot goes on`);
      return exitCodes.timedOut;
    }
    await pause();
  }
}

/** Its exit code once the service has given up; undefined while it runs, waits for its next attempt or has not begun. */
async function hasFailed(host: Host): Promise<ExitCode | undefined> {
  const text = await host.run('systemctl', ['show', '--property=ActiveState,ExecMainStatus', 'cognos-firstboot.service']);
  if (!/^ActiveState=failed$/m.test(text)) return undefined;
  return /^ExecMainStatus=5$/m.test(text) ? exitCodes.failedForGood : exitCodes.failedResumable;
}
