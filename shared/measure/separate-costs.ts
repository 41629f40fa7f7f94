/** Slices of one shape -> what its layers cost and what comes once: t = fixed + layers' work × rate. */
import type { DeviceMeasurement, SliceMeasurement } from './measurement.ts';
import { weightsOf, type Weights } from './shape-weights.ts';

export interface Line {
  /** Seconds per unit of the layers' work. */
  rate: number;
  /** Seconds per token besides. */
  fixed: number;
}

export interface ShapeCosts extends Pick<SliceMeasurement, 'shape' | 'quantisation'> {
  /** Per byte that the layers read. */
  generation: Line;
  /** Per element that a prompt's token is multiplied with: a multiplication and an addition each. */
  prompt: Line;
  weights: Weights;
  /** From one slice: nothing tells its layers' costs from the fixed ones. */
  isRough: boolean;
}

interface Point { work: number; seconds: number }

export function separateCosts({ slices }: DeviceMeasurement): ShapeCosts[] {
  const groups = Map.groupBy(slices, ({ shape, quantisation }) => JSON.stringify([{ ...shape, context: 0 }, quantisation]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { shape, quantisation } = first;
    const weights = weightsOf(shape, quantisation);
    const points = group.map((slice) => ({ slice, ...weightsOf(shape, quantisation, slice.layers) }));
    return [{
      shape, quantisation, weights, isRough: group.length === 1,
      generation: fitLine(points.map(({ slice, layerBytes }) => ({ work: layerBytes, seconds: slice.generation.median })), weights.outputBytes),
      // The output matrix is multiplied for the last token of a prompt only.
      prompt: fitLine(points.map(({ slice, promptElements }) => ({ work: promptElements, seconds: slice.prompt.median })), 0),
    }];
  });
}

/**
 * Through the least and the most work. Where noise gives a slope or an intercept that cannot be (a negative one), and
 * with a single point, everything is taken to cost as much as its share of the work. `once`: work besides the layers.
 */
export function fitLine(points: readonly Point[], once: number): Line {
  const sorted = [...points].sort((a, b) => a.work - b.work);
  const [small, large] = [sorted[0], sorted.at(-1)];
  if (!small || !large) return { rate: Number.NaN, fixed: Number.NaN };
  const rate = (large.seconds - small.seconds) / (large.work - small.work);
  const fixed = large.seconds - rate * large.work;
  if (rate > 0 && fixed >= 0) return { rate, fixed };
  const shared = large.seconds / (large.work + once);
  return { rate: shared, fixed: shared * once };
}
