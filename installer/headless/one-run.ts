/** One install at a time: a lock that dies with its holder, and a state file that says what the holder is doing. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { liveLock, liveState, runFolder } from '../paths.ts';

export interface RunState { pid: number; step: string }

export interface Turn {
  /** What a second run is told. Never fails: nothing else depends on it. */
  say(step: string): Promise<void>;
  release(): Promise<void>;
}

/** Throws (exit 75) when another run holds the lock. */
export async function takeTurn(host: Host, pid = process.pid): Promise<Turn> {
  await host.makeDirectory(runFolder, { mode: 0o755 });
  const lock = await host.lock(liveLock);
  if (!lock) throw alreadyRunning(await readState(host));
  // One after the other: two writes at once would use the same temporary file.
  let written = Promise.resolve();
  const say = (step: string): Promise<void> => {
    const state: RunState = { pid, step };
    return written = written.then(() => host.writeFile(liveState, `${JSON.stringify(state)}\n`)).catch(() => undefined);
  };
  await say('starting'); // What a killed run left there is about another process.
  return {
    say,
    release: async () => {
      await written;
      await host.remove(liveState).catch(() => undefined);
      await lock.release();
    },
  };
}

function alreadyRunning(state: RunState | undefined): InstallerError {
  return new InstallerError({
    code: 'already-running',
    message: `An installation is already running (pid ${state?.pid ?? 'unknown'}, step: ${state?.step ?? 'starting'})`,
    action: 'Wait for it, or look at it on the console.',
    exitCode: exitCodes.alreadyRunning,
  });
}

/** Between taking the lock and the first state there is no file yet, or one of a run that was killed. */
async function readState(host: Host): Promise<RunState | undefined> {
  try {
    const state = JSON.parse(await host.readFile(liveState)) as RunState;
    return await host.exists(`/proc/${state.pid}`) ? state : undefined;
  } catch {
    return undefined;
  }
}
