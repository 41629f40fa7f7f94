/**
 * The agent from one model to another and, when it does not answer, back. /etc/cognos/ai.json says which: it is replaced
 * in one moment, everything else follows from it. What it said before is kept until the new one has answered.
 */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { mainStem } from '../agent/agent.ts';
import { aiPath } from '../paths.ts';
import { readAi, type Ai } from '../read-ai.ts';
import { changeStore, readStore, type Earlier } from './model-store.ts';
import type { Places } from './places.ts';

export interface Switching {
  host: Host;
  places: Places;
  signal: AbortSignal;
  warn: StepContext['warn'];
  /** Starts the agent with what ai.json says and gets an answer from it; throws when there is none. */
  start: () => Promise<void>;
}

export async function switchModel(switching: Switching, choice: ModelChoice): Promise<void> {
  const { host, places } = switching;
  const before = await readAi(host);
  const id = choice.model?.id ?? '';
  const earlier: Earlier | undefined = before?.choice.model && { model: before.choice.model.id, ai: before };
  await remember(switching, before?.choice.model?.id ?? id, earlier);
  await writeAi(host, { choice, drivers: before?.drivers ?? noDrivers });
  try {
    await switching.start();
  } catch (error) {
    if (!earlier) throw error;
    switching.signal.throwIfAborted();
    await goBack(switching, earlier);
    throw new InstallerError({
      code: 'switched-back', exitCode: exitCodes.failedResumable, cause: error,
      message: `The agent does not work with ${id}: ${error instanceof Error ? error.message : String(error)}. It runs ${earlier.model} again`,
      action: 'Look at `journalctl --unit=cognos-agent` for why.',
    });
  }
  await changeStore(host, places, ({ instances }) => {
    const kept = earlier && earlier.model !== id ? earlier : instances[mainStem]?.previous;
    instances[mainStem] = { active: id, ...(kept ? { previous: kept } : {}) };
  });
}

/** Of a machine on which nobody has looked for any. */
const noDrivers: Ai['drivers'] = { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] };

/** After a power cut in the middle of a switch: nobody knows whether the new one answers, so the old one it is. */
export async function settleSwitch(switching: Switching): Promise<void> {
  const left = (await readStore(switching.host, switching.places)).instances[mainStem]?.switching;
  if (!left) return;
  await switching.warn(`A switch of models was interrupted; the agent goes back to ${left.model}`);
  await goBack(switching, left);
}

export async function rollBack(switching: Switching): Promise<string> {
  const previous = (await readStore(switching.host, switching.places)).instances[mainStem]?.previous;
  if (!previous) throw new InstallerError({ code: 'no-previous', exitCode: exitCodes.specRefused, message: 'There is no model to go back to', action: '`cognos-model use` switches to any that is here.' });
  await switchModel(switching, previous.ai.choice);
  return previous.model;
}

async function remember({ host, places }: Switching, active: string, earlier: Earlier | undefined): Promise<void> {
  await changeStore(host, places, ({ instances }) => {
    instances[mainStem] = { ...instances[mainStem], active, ...(earlier ? { switching: earlier } : {}) };
  });
}

async function goBack({ host, places, start }: Switching, earlier: Earlier): Promise<void> {
  await writeAi(host, earlier.ai);
  await start();
  await changeStore(host, places, ({ instances }) => {
    const { switching: _, ...rest } = { ...instances[mainStem], active: earlier.model };
    instances[mainStem] = rest;
  });
}

async function writeAi(host: Host, ai: Ai): Promise<void> {
  await host.writeFile(aiPath, `${JSON.stringify(ai, undefined, 2)}\n`, { mode: 0o644 });
}
