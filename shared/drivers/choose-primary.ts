import type { Accelerator } from '../machine/accelerator.ts';
import type { Driven } from './driver-context.ts';

/** The device that models run on first: own memory before shared, more before less, then the older driver story. */
export function choosePrimary(devices: readonly Driven[], accelerators: readonly Accelerator[]): { id: string; reason?: string } | undefined {
  const usable = accelerators.filter(({ id }) => devices.some(({ device }) => device.path === 'vulkan' && device.accelerator === id));
  const isAgeing = ({ id }: Accelerator): boolean => devices.some(({ device }) => device.accelerator === id && device.series === '470');
  const [first, second] = usable.toSorted((a, b) => Number(a.integrated) - Number(b.integrated) || Number(isAgeing(a)) - Number(isAgeing(b))
    || bytes(b) - bytes(a) || families.indexOf(a.family) - families.indexOf(b.family));
  if (!first) return undefined;
  if (!second || second.name === first.name) return { id: first.id };
  return { id: first.id, reason: `Models run on ${first.name} first, ${isAgeing(second) && !isAgeing(first) && !second.integrated ? 'because its driver is still maintained' : why(first, second)}; the other GPUs are set up too and can be chosen.` };
}

const families: Accelerator['family'][] = ['nvidia', 'amd', 'intel-gpu'];
const bytes = ({ memory }: Accelerator): number => ('bytes' in memory ? memory.bytes : 0);

function why(first: Accelerator, second: Accelerator): string {
  if (first.integrated !== second.integrated) return 'because it has memory of its own';
  if (bytes(first) > bytes(second)) return bytes(second) > 0 ? 'because it has the most memory' : 'because its memory is known';
  return 'because nothing tells them apart before they are measured, and its driver is the most widely used';
}
