/** One model on one device: fetched, started, asked. */
import type { Situation, Tried } from '../../shared/choice/fall-back.ts';
import { nameOf } from '../../shared/choice/choose-model.ts';
import { formatSpeed } from '../../shared/choice/format-speed.ts';
import { InstallerError } from '../../shared/errors.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { CommandError } from '../../shared/system/host.ts';
import { modelsMount } from '../paths.ts';
import type { Ai } from '../read-ai.ts';
import { WaitingError } from '../waiting.ts';
import { mainStem, urlOf } from './agent.ts';
import type { Answer } from './ask-agent.ts';
import { measureAgent, requireKey } from './measure-agent.ts';
import { readAgents } from './read-agents.ts';

/** The steps before the gate, carried out again for another model. */
export interface Again {
  fetch: (context: StepContext) => Promise<void>;
  start: (context: StepContext) => Promise<void>;
  /** What a fall-back is chosen from. */
  situation: (ai: Ai, context: StepContext) => Promise<Situation | undefined>;
}

export type Outcome =
  | { answer: Answer }
  | { failure: string }
  /** It would have to be fetched, and that cannot be done now. */
  | { missing: WaitingError };
export interface Attempt { ai: Ai; outcome: Outcome }

export interface Trying {
  /** Tokens per second: slower answers are asked for again before they count. */
  enough: number | undefined;
  /** The steps before have seen to this one already. */
  first: boolean;
}

export async function attempt(ai: Ai, { enough, first }: Trying, again: Again, context: StepContext): Promise<Attempt> {
  const { host, signal } = context;
  try {
    if (!first || !await host.exists(`${modelsMount}/${ai.choice.model?.file.name}`)) await again.fetch(context);
    await again.start(context);
    const agent = (await readAgents(host, ai)).agents.find(({ stem }) => stem === mainStem);
    if (!agent) throw new Error('a choice of model without what the agent starts with');
    await requireKey(host, urlOf(agent.address), `${mainStem}.service`, signal);
    return { ai, outcome: { answer: await measureAgent(host, urlOf(agent.address), enough, signal) } };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WaitingError) return { ai, outcome: { missing: error } };
    // An open door is not closed by another model.
    if (error instanceof InstallerError && error.code === 'agent-unguarded') throw error;
    if (error instanceof InstallerError || error instanceof CommandError) return { ai, outcome: { failure: error.message } };
    throw error;
  }
}

export function speedOf({ outcome }: Attempt): number | undefined {
  return 'answer' in outcome ? outcome.answer.generation.perSecond : undefined;
}

export function isEnough(each: Attempt, enough: number | undefined): boolean {
  return (speedOf(each) ?? -1) >= (enough ?? 0);
}

export function asTried(each: Attempt): Tried {
  const { model, agent } = each.ai.choice;
  const speed = speedOf(each);
  return { model: model?.id ?? '', gpuLayers: agent?.gpuLayers ?? 0, bytes: model?.file.bytes ?? 0, ...(speed === undefined ? {} : { tokensPerSecond: speed }) };
}

/** "Mistral 7B Q4_K_M on the CPU" */
export function describe({ choice: { model, agent } }: Ai): string {
  return `${model ? nameOf(model) : 'no model'} on ${(agent?.gpuLayers ?? 0) > 0 ? 'the accelerator' : 'the CPU'}`;
}

/** The rest of a sentence that begins with `describe`. */
export function tellOutcome({ outcome }: Attempt, promised: number | undefined): string {
  if ('failure' in outcome) return `did not answer (${outcome.failure})`;
  if ('missing' in outcome) return `cannot be had now (${outcome.missing.message})`;
  const speed = formatSpeed(outcome.answer.generation.perSecond);
  return promised === undefined ? `answers with ${speed} tokens/s` : `answers with ${speed} tokens/s where ${formatSpeed(promised)} were promised`;
}
