/** One first boot at a time: a lock that dies with its holder, and a state file that says what the holder is doing, or how it ended. */
import { exitCodes, InstallerError } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { lockPath, runFolder, statePath } from './paths.ts';
import { readState } from './progress/read-state.ts';
import type { FirstbootState } from './progress/state.ts';

export interface Turn {
  /** Written behind the back of the run: a slow disk must not slow the steps. Only the newest matters. */
  show(state: FirstbootState): void;
  release(): Promise<void>;
}

/** Throws (exit 75) when another run holds the lock. */
export async function takeTurn(host: Host): Promise<Turn> {
  await host.makeDirectory(runFolder, { mode: 0o755 });
  const lock = await host.lock(lockPath);
  if (!lock) throw alreadyRunning(await readState(host));
  let newest: FirstbootState | undefined;
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    while (newest) {
      const text = `${JSON.stringify(newest)}\n`;
      newest = undefined;
      await host.writeFile(statePath, text).catch(() => undefined); // Only ever information.
    }
    writing = undefined;
  };
  return {
    show(state) {
      newest = state;
      writing ??= write();
    },
    async release() {
      await writing;
      await lock.release();
    },
  };
}

function alreadyRunning(state: FirstbootState | undefined): InstallerError {
  return new InstallerError({
    code: 'already-running',
    message: `First boot is already running (pid ${state?.pid ?? 'unknown'}, step: ${state?.step ?? 'starting'})`,
    action: 'Wait for it, or look at it with `cognos-firstboot status`.',
    exitCode: exitCodes.alreadyRunning,
  });
}
