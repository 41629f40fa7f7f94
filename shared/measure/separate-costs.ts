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
  /** From one number of layers: nothing tells its layers' costs from the fixed ones. */
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
      shape, quantisation, weights, isRough: new Set(group.map(({ layers }) => layers)).size === 1,
      generation: fitLine(points.map(({ slice, layerBytes }) => ({ work: layerBytes, seconds: slice.generation.median })), outputShare(weights.outputBytes)),
      prompt: fitLine(points.map(({ slice, promptElements }) => ({ work: promptElements, seconds: slice.prompt.median })), promptShare),
    }];
  });
}

/** Of the time of the large slice that comes once, whatever the number of layers. */
interface Share { least: number; likely: number; most: number }

/**
 * Through the least and the most work. What the small slice says of the fixed part is believed within bounds only: a
 * neighbour on the same host makes equal runs differ by a fifth, and a slope through two such points, drawn out to
 * eight times their distance, would carry all of it into the prediction.
 */
export function fitLine(points: readonly Point[], fixedShare: (large: Point) => Share): Line {
  const sorted = [...points].sort((a, b) => a.work - b.work);
  const [small, large] = [sorted[0], sorted.at(-1)];
  if (!small || !large) return { rate: Number.NaN, fixed: Number.NaN };
  const { least, likely, most } = fixedShare(large);
  // One slice, or the same one measured twice: no line goes through it.
  const slope = (large.seconds - small.seconds) / (large.work - small.work);
  const seen = small.work === large.work ? likely : (large.seconds - slope * large.work) / large.seconds;
  const fixed = Math.min(most, Math.max(least, seen)) * large.seconds;
  return { rate: (large.seconds - fixed) / large.work, fixed };
}

/** The output matrix is read like the layers, but its type may be slower or faster to multiply. */
function outputShare(outputBytes: number): (large: Point) => Share {
  return ({ work }) => {
    const share = outputBytes / (work + outputBytes);
    return { least: 0.8 * share, likely: share, most: Math.min(0.9, 1.25 * share) };
  };
}

/** The output matrix is multiplied for the last token of a prompt only: next to nothing. */
const promptShare = (): Share => ({ least: 0, likely: 0, most: 0.05 });
