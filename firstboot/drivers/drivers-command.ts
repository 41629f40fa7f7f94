/** `cognos-firstboot drivers`: the timer's and a person's way to what the first boot had to leave. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { proveAgent } from '../agent/prove-agent.ts';
import { startAgent } from '../agent/start-agent.ts';
import { takeTurn } from '../turn.ts';
import { enrolAgain, runLaterDrivers } from './later-drivers.ts';

export interface DriversWords { enrol: boolean; again: boolean }

/** Throws (exit 75) while a first boot runs: it has the same plan in its hands. */
export async function driversCommand(host: Host, signal: AbortSignal, { enrol, again }: DriversWords, say: (line: string) => void): Promise<ExitCode> {
  const turn = await takeTurn(host);
  try {
    if (enrol) await enrolAgain(host, say);
    else await takeUp(host, signal, again, say);
    return exitCodes.done;
  } finally {
    await turn.release();
  }
}

async function takeUp(host: Host, signal: AbortSignal, again: boolean, say: (line: string) => void): Promise<void> {
  const record = await runLaterDrivers({ host, signal, again, say, onMoved: () => moveAgent(host, signal, say) });
  if (!record) say('There is no driver plan: nothing was chosen for this machine yet.');
}

/** The agent on the device that proved itself, and proven there; else back on what it ran on. */
async function moveAgent(host: Host, signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const context: StepContext = { host, target: host, signal, reveal: (text) => text, onProgress: () => undefined, warn: async (sentence) => { say(sentence); } };
  await startAgent({ id: 'agent', kind: 'start-agent', label: 'Starting the agent', weight: 1 }, context);
  await proveAgent({ id: 'prove', kind: 'prove-agent', label: 'Asking the agent', weight: 1 }, context);
}
