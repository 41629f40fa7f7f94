/** One install at a time: a lock that dies with its holder, and a state file that says what the holder is doing. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host, Lock } from '../../shared/system/host.ts';
import { liveLock, liveState, runFolder } from '../paths.ts';

export interface RunState { pid: number; step: string }

/** Throws (exit 75) when another run holds the lock. */
export async function takeTurn(host: Host): Promise<Lock> {
  await host.makeDirectory(runFolder, { mode: 0o755 });
  const lock = await host.lock(liveLock);
  if (lock) return lock;
  const { pid, step } = await readState(host);
  throw new InstallerError({
    code: 'already-running',
    message: `An installation is already running (pid ${pid || 'unknown'}, step: ${step})`,
    action: 'Wait for it, or look at it on the console.',
    exitCode: exitCodes.alreadyRunning,
  });
}

export async function writeState(host: Host, state: RunState): Promise<void> {
  await host.writeFile(liveState, `${JSON.stringify(state)}\n`);
}

async function readState(host: Host): Promise<RunState> {
  try {
    return JSON.parse(await host.readFile(liveState)) as RunState;
  } catch {
    return { pid: 0, step: 'starting' }; // Between taking the lock and the first state there is no file yet.
  }
}
