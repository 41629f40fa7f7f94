/** One line of a benchmark's table: a measurement beside the floor of the same run. */
export interface Figure {
  what: string;
  measured: string;
  /** What it is compared with, measured in the same run; none where the limit is absolute. */
  floor?: string;
  ratio?: number;
  limit?: string;
  /** Told, never asserted: how fast a shared machine is today is no property of the code. */
  met?: boolean;
}

export interface Comparison {
  what: string;
  measured: number;
  floor: number;
  /** Name of the floor. */
  against: string;
  /** The largest ratio that issue 2 allows, where it says one. */
  most?: number;
  format: (value: number) => string;
}

export function compare({ what, measured, floor, against, most, format }: Comparison): Figure {
  const ratio = measured / floor;
  const limit = most === undefined ? {} : { limit: `${most.toFixed(2)} ×`, met: ratio <= most };
  return { what, measured: format(measured), floor: `${format(floor)} (${against})`, ratio, ...limit };
}

export const seconds = (value: number): string => `${value.toFixed(1)} s`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}
