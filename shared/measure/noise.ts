import type { SliceMeasurement } from './measurement.ts';
import { median } from './statistics.ts';

/** Two runs of the same thing on a quiet machine differ by about this. */
const leastNoise = 0.02;

/** Half-width as a fraction: how far the usual repetition lies above the best, or how much the hypervisor took away. */
export function noiseOf(slices: readonly SliceMeasurement[], stolen: number): number {
  const spreads = slices.flatMap(({ prompt, generation }) => [prompt, generation]).map((times) => times.median / times.least - 1);
  return Math.max(leastNoise, stolen, spreads.length > 0 ? median(spreads) : 0);
}
