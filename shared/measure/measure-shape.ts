/** The two slices of one shape on one device, in turns, so that a busy moment falls on both alike. */
import type { SliceMeasurement } from './measurement.ts';
import { chooseTokens, repetitions, runSeconds, type FirstLook } from './choose-tokens.ts';
import type { Slice } from './plan-slices.ts';
import { ChildFailure } from './run-child.ts';
import { runSlice, type SliceRun, type SliceTimes } from './run-slice.ts';
import { summarise } from './statistics.ts';
import type { Host } from '../system/host.ts';

export interface ShapeJob extends Pick<SliceRun, 'bench' | 'device' | 'threads' | 'signal'> {
  slices: readonly [Slice, Slice];
  pathOf: (slice: Slice) => string;
  memoryBytes: (slice: Slice) => number;
  /** Seconds left for this shape, and until everything must be over. */
  left: () => number;
  leftAtAll: () => number;
}

export interface ShapeTimes { slices: SliceMeasurement[]; commit: string; peakBytes: number }

/** Rounds beyond this gain nothing. */
const mostRounds = 8;
const firstTokens = { prompt: 16, generated: 2 };

/** Throws when llama.cpp fails, or when one short run does not end in time; a slow machine has the small slice only, looked at once. */
export async function measureShape(host: Host, job: ShapeJob): Promise<ShapeTimes> {
  const [small, large] = job.slices;
  const run = (slice: Slice, tokens: { prompt: number; generated: number }, times: number, seconds = job.leftAtAll()): Promise<SliceTimes> => runSlice(host, {
    ...job, ...tokens, path: job.pathOf(slice), memoryBytes: job.memoryBytes(slice), repetitions: times, seconds,
  });
  // Longer than its share, if need be: with no first look there is no figure at all.
  const first = await run(small, firstTokens, 1);
  const look = lookAt(first);
  const ratio = large.bytes / small.bytes;
  const tokens = chooseTokens(look, ratio, job.left());
  const all = new Map<Slice, SliceTimes[]>([[small, []], [large, []]]);
  for (let round = 0; tokens && round < mostRounds; round += 1) {
    const costs = round === 0 ? (1 + ratio) * runSeconds(look, tokens) : sum([small, large].map((slice) => all.get(slice)?.at(-1)?.seconds ?? 0));
    if (costs > (round === 0 ? job.leftAtAll() : job.left())) break;
    const times = await runRound(round % 2 === 0 ? [small, large] : [large, small], (slice) => run(slice, tokens, repetitions), round > 0);
    if (!times) break;
    for (const [slice, each] of times) all.get(slice)?.push(each);
  }
  const runs = [...all.values()].flat();
  // Cold and short, and so no measurement where there are better ones.
  if (runs.length === 0) all.get(small)?.push(first);
  return {
    slices: [...all].filter(([, times]) => times.length > 0).map(([{ shape, quantisation, layers }, times]) => ({
      shape, quantisation, layers,
      prompt: summarise(times.flatMap(({ prompt }) => prompt)),
      generation: summarise(times.flatMap(({ generation }) => generation)),
    })),
    commit: first.commit,
    peakBytes: Math.max(first.peakBytes, ...runs.map(({ peakBytes }) => peakBytes)),
  };
}

/** @returns undefined when time ran out in it and the rounds before it are enough: half a round would weigh one slice more */
async function runRound(slices: readonly Slice[], run: (slice: Slice) => Promise<SliceTimes>, mayStop: boolean): Promise<[Slice, SliceTimes][] | undefined> {
  try {
    const times: [Slice, SliceTimes][] = [];
    for (const slice of slices) times.push([slice, await run(slice)]);
    return times;
  } catch (error) {
    if (mayStop && error instanceof ChildFailure && error.isLate) return undefined;
    throw error;
  }
}

function lookAt({ prompt, generation, seconds }: SliceTimes): FirstLook {
  const perPrompt = Math.min(...prompt);
  const perToken = Math.min(...generation);
  // Measured and warmed up: the prompt twice, the answer and one token.
  return { prompt: perPrompt, generation: perToken, start: Math.max(0, seconds - 2 * firstTokens.prompt * perPrompt - (firstTokens.generated + 1) * perToken) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
