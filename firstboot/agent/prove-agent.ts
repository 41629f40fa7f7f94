/**
 * The readiness gate: a real prompt, answered at no less than half of the speed that was promised. Else the next way: the
 * CPU instead of the accelerator, then a smaller model. Each is written down before it is tried, so after a power cut in
 * the middle it goes on with the one that was chosen last.
 */
import { fallBack } from '../../shared/choice/fall-back.ts';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { converging } from '../../shared/plan/converge.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { aiPath, proofPath } from '../paths.ts';
import { fetchModels } from '../models/fetch-models.ts';
import { readAi, type Ai } from '../read-ai.ts';
import type { FirstbootHandler, FirstbootStep } from '../step.ts';
import { asTried, attempt, describe, isEnough, speedOf, tellOutcome, type Again, type Attempt } from './attempt.ts';
import { figuresOf, readProof, writeProof, type FallBackStep } from './proof.ts';
import { readSituation } from './read-situation.ts';
import { startAgent } from './start-agent.ts';

/** By then it is not the model that is at fault. */
const mostAttempts = 4;

/** What was promised, and what was given up on the way to it. */
interface Gate { promised: number | undefined; fallbacks: FallBackStep[] }

export const proveAgent: FirstbootHandler<'prove-agent'> = proveAgentWith({
  fetch: (context) => fetchModels({ id: 'fetch-models', kind: 'fetch-models', label: 'Fetching the model', weight: 1 }, context),
  start: (context) => startAgent({ id: 'start-agent', kind: 'start-agent', label: 'Starting the agent', weight: 1 }, context),
});

export function proveAgentWith({ situation = readSituation, ...steps }: Omit<Again, 'situation'> & Partial<Again>): FirstbootHandler<'prove-agent'> {
  return converging<FirstbootStep, 'prove-agent'>({
    check: (_, { host }) => isProven(host),
    apply: (_, context) => prove(context, { ...steps, situation }),
  });
}

async function isProven(host: Host): Promise<boolean> {
  const { choice } = await readAi(host) ?? {};
  if (!choice?.model || !choice.agent) return true; // Nothing to prove; the step before has said why.
  const proof = await readProof(host);
  return proof?.finished === true && proof.model === choice.model.id && proof.gpuLayers === choice.agent.gpuLayers;
}

async function prove(context: StepContext, again: Again): Promise<void> {
  let ai = await readAi(context.host);
  const gate = await openGate(ai, context.host);
  const enough = gate.promised === undefined ? undefined : gate.promised / 2;
  const attempts: Attempt[] = [];
  while (ai) {
    const made = await attempt(ai, { enough, first: attempts.length === 0 }, again, context);
    attempts.push(made);
    if (isEnough(made, enough) || attempts.length >= mostAttempts) break;
    ai = await nextAfter(attempts, enough, again, context);
    if (ai) await fallBackTo(ai, made, gate, context);
  }
  await conclude(attempts, gate, enough, again, context);
}

/** A proof that is not finished is one that a power cut ended: what it says was promised still is. */
async function openGate(ai: Ai | undefined, host: Host): Promise<Gate> {
  const proof = await readProof(host);
  if (!ai || proof?.finished !== false) return { promised: ai?.choice.prediction?.generation.likely, fallbacks: [] };
  const fallbacks = proof.fallbacks.at(-1)?.to === describe(ai) ? proof.fallbacks : proof.fallbacks.slice(0, -1);
  return { promised: proof.promised, fallbacks };
}

async function nextAfter(attempts: readonly Attempt[], enough: number | undefined, again: Again, context: StepContext): Promise<Ai | undefined> {
  const missing = attempts.flatMap(({ ai, outcome }) => ('missing' in outcome && ai.choice.model ? [ai.choice.model.id] : []));
  const tried = attempts.filter(({ outcome }) => !('missing' in outcome));
  const last = tried.at(-1);
  const situation = last && await again.situation(last.ai, context);
  return situation && fallBack(situation, last.ai.choice, tried.map(asTried), enough, new Set(missing));
}

async function fallBackTo(ai: Ai, from: Attempt, gate: Gate, { host, warn }: StepContext): Promise<void> {
  const why = tellOutcome(from, gate.promised);
  gate.fallbacks.push({ from: describe(from.ai), to: describe(ai), why });
  await warn(`${describe(from.ai)} ${why}: ${describe(ai)} takes its place`);
  await writeProof(host, { ...namesOf(ai), ...gate, statement: `${describe(ai)} is being tried`, finished: false });
  await writeAi(host, ai);
}

async function conclude(attempts: readonly Attempt[], gate: Gate, enough: number | undefined, again: Again, context: StepContext): Promise<void> {
  const { host, warn } = context;
  const [fastest] = attempts.filter((each) => speedOf(each) !== undefined).sort((a, b) => (speedOf(b) ?? 0) - (speedOf(a) ?? 0));
  const last = attempts.at(-1);
  if (!fastest || !last) return giveUp(attempts, host);
  const chosen = isEnough(last, enough) ? last : fastest;
  if (chosen !== last) {
    await fallBackTo(chosen.ai, last, gate, context);
    await again.start(context);
  }
  const statement = `${describe(chosen.ai)} ${tellOutcome(chosen, gate.promised)}${isEnough(chosen, enough) ? '' : ': less than half, and nothing else that can run here is faster'}`;
  if (!isEnough(chosen, enough)) await warn(statement);
  await writeProof(host, { ...namesOf(chosen.ai), ...('answer' in chosen.outcome ? figuresOf(chosen.outcome.answer) : {}), ...gate, statement, finished: true });
}

/** The next start begins again with what was chosen first: what kept it from answering may have been of the moment. */
async function giveUp(attempts: readonly Attempt[], host: Host): Promise<void> {
  const [first] = attempts;
  if (first && attempts.length > 1) {
    await writeAi(host, first.ai);
    await host.remove(proofPath);
  }
  const missing = attempts.map(({ outcome }) => outcome).find((outcome) => 'missing' in outcome);
  if (missing) throw missing.missing;
  throw new InstallerError({
    code: 'no-answer', exitCode: exitCodes.failedResumable,
    message: attempts.map((each) => `${describe(each.ai)} ${tellOutcome(each, undefined)}`).join('; '),
    action: 'Look at `journalctl --unit=cognos-agent`; `cognos-firstboot run` tries again, and cognos.ai.model in /etc/cognos/spec.yaml names another model.',
  });
}

function namesOf({ choice: { model, agent } }: Ai): { model: string; gpuLayers: number } {
  return { model: model?.id ?? '', gpuLayers: agent?.gpuLayers ?? 0 };
}

async function writeAi(host: Host, { choice, drivers }: Ai): Promise<void> {
  await host.writeFile(aiPath, `${JSON.stringify({ choice, drivers }, undefined, 2)}\n`);
}
