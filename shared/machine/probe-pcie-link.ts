import type { PcieLink } from './accelerator.ts';
import { readLine } from './view.ts';
import type { View } from './view.ts';

/**
 * `folder` is a PCI device's. Undefined where the kernel names none of the four: virtual devices, and parts of the
 * processor. Cards lower the speed while they idle, so the present speed says little and the width much.
 */
export async function probePcieLink(view: View, folder: string): Promise<PcieLink | undefined> {
  const [speed, width, maxSpeed, maxWidth] = await Promise.all(
    ['current_link_speed', 'current_link_width', 'max_link_speed', 'max_link_width'].map((file) => readLine(view, `${folder}/${file}`)));
  const link: PcieLink = { speedGTs: readSpeed(speed), width: readWidth(width), maxSpeedGTs: readSpeed(maxSpeed), maxWidth: readWidth(maxWidth) };
  return Object.values(link).some((value) => value !== undefined) ? link : undefined;
}

/** "16.0 GT/s PCIe"; "Unknown" and, before Linux 5.11, "Unknown speed" are the kernel's words for none. */
function readSpeed(line: string | undefined): number | undefined {
  const speed = Number(/^(\d+(?:\.\d+)?) GT\/s/.exec(line ?? '')?.[1]);
  return speed > 0 ? speed : undefined;
}

/** 0 is no link, 255 is PCIE_LNK_WIDTH_UNKNOWN. */
function readWidth(line: string | undefined): number | undefined {
  const width = Number(line);
  return [1, 2, 4, 8, 12, 16, 32].includes(width) ? width : undefined;
}
