import type { PcieLink } from './accelerator.ts';

/** GT/s per lane of each generation (PCI Express Base Specification). */
const generations: [number, string][] = [[2.5, '1'], [5, '2'], [8, '3'], [16, '4'], [32, '5'], [64, '6']];

/**
 * "PCIe 4.0 x16", "PCIe 4.0 x16 (x4 now)". The most the device can do leads, for cards slow down while they idle; the
 * speed of now is told only with a width that is less than it could be.
 */
export function describeLink({ speedGTs, width, maxSpeedGTs, maxWidth }: PcieLink): string {
  const most = describe(maxSpeedGTs ?? speedGTs, maxWidth ?? width);
  return width !== undefined && maxWidth !== undefined && width < maxWidth ? `${most} (x${width} now)` : most;
}

function describe(speed: number | undefined, width: number | undefined): string {
  const generation = generations.find(([each]) => each === speed)?.[1];
  return ['PCIe', generation ? `${generation}.0` : speed && `${speed} GT/s`, width && `x${width}`].filter(Boolean).join(' ');
}
