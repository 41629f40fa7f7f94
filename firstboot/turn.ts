/** One first boot at a time: a lock that dies with its holder, and a state file that says what the holder is doing. */
import { exitCodes, InstallerError } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { lockPath, runFolder, statePath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

export interface FirstbootState { pid: number; step: string; fraction: number }

export interface Turn {
  /** Written behind the back of the run: a slow disk must not slow the steps. */
  show(state: FirstbootState): void;
  release(): Promise<void>;
}

/** Throws (exit 75) when another run holds the lock. */
export async function takeTurn(host: Host): Promise<Turn> {
  await host.makeDirectory(runFolder, { mode: 0o755 });
  const lock = await host.lock(lockPath);
  if (!lock) throw alreadyRunning(await readState(host));
  let written: Promise<unknown> = Promise.resolve();
  return {
    show(state) {
      written = written.then(() => host.writeFile(statePath, `${JSON.stringify(state)}\n`)).catch(() => undefined); // Only ever information.
    },
    async release() {
      await written;
      await host.remove(statePath);
      await lock.release();
    },
  };
}

/** Undefined while none is running, or before it said anything. One that was killed leaves its state behind. */
export async function readState(host: Host): Promise<FirstbootState | undefined> {
  const text = await readIfThere(host, statePath);
  if (text === undefined) return undefined;
  const state = JSON.parse(text) as FirstbootState;
  return await host.exists(`/proc/${state.pid}`) ? state : undefined;
}

function alreadyRunning(state: FirstbootState | undefined): InstallerError {
  return new InstallerError({
    code: 'already-running',
    message: `First boot is already running (pid ${state?.pid ?? 'unknown'}, step: ${state?.step ?? 'starting'})`,
    action: 'Wait for it, or look at it with `cognos-firstboot status`.',
    exitCode: exitCodes.alreadyRunning,
  });
}
