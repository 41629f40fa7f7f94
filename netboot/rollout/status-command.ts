/** `status`: the rollout from the server's state, whether the server runs or not. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { UsageError } from '../command-line.ts';
import type { CommandRunner } from '../main.ts';
import { defaultFolder, statePath } from '../serve/places.ts';
import { machineStates, type MachineState } from '../store/machine-record.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { rolloutCsv } from './csv.ts';
import { drawScreen, leaveScreen } from './screen.ts';
import { rolloutTable } from './table.ts';
import { rolloutOf, type Rollout } from './view.ts';

export const statusCommand: CommandRunner = async ({ values: { json = false, csv = false, follow = false, state, folder = defaultFolder } }) => {
  if (json && csv) throw new UsageError('either --json or --csv');
  if (state !== undefined && !(machineStates as readonly string[]).includes(state)) throw new UsageError(`--state is one of ${machineStates.join(', ')}`);
  const store = openExisting(folder);
  try {
    const look = (): Rollout => only(rolloutOf(store, Date.now()), state as MachineState | undefined);
    if (follow && !json && !csv) await followRollout(look);
    else {
      do {
        const rollout = look();
        process.stdout.write(json ? `${JSON.stringify(rollout, undefined, follow ? undefined : 2)}\n` : csv ? rolloutCsv(rollout) : rolloutTable(rollout, { columns: process.stdout.columns || 160 }));
        if (follow) await sleep(2000);
      } while (follow);
    }
    return exitCodes.done;
  } finally {
    store.close();
  }
};

/** Counts stay those of the whole. */
function only(rollout: Rollout, state: MachineState | undefined): Rollout {
  return state === undefined ? rollout : { ...rollout, machines: rollout.machines.filter((machine) => machine.state === state) };
}

async function followRollout(look: () => Rollout): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => { stop.abort(); });
  process.once('SIGTERM', () => { stop.abort(); });
  while (!stop.signal.aborted) {
    if (process.stdout.isTTY) drawScreen(process.stdout, look());
    else process.stdout.write(`${rolloutTable(look(), { columns: 160 })}\n`);
    await sleep(1000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  if (process.stdout.isTTY) leaveScreen(process.stdout);
}

export function openExisting(folder: string): Store {
  if (existsSync(statePath(folder))) return openStore(statePath(folder));
  throw new InstallerError({
    code: 'no-rollout', exitCode: exitCodes.failedForGood, message: `There is no rollout in ${folder}, or this user may not see it`,
    action: 'Start cognos-netboot serve, name its folder with --folder, or use sudo.',
  });
}
