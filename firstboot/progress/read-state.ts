import type { Host } from '../../shared/system/host.ts';
import { statePath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootState } from './state.ts';

/** What the last run of this boot said, whether it still runs or not; undefined before it said anything. */
export async function readLastState(host: Host): Promise<FirstbootState | undefined> {
  try {
    const text = await readIfThere(host, statePath);
    return text === undefined ? undefined : JSON.parse(text) as FirstbootState;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The same, but not of a run that was killed and so cannot have said how it ended. */
export async function readState(host: Host): Promise<FirstbootState | undefined> {
  const state = await readLastState(host);
  return state?.phase === 'running' && !await host.exists(`/proc/${state.pid}`) ? undefined : state;
}
