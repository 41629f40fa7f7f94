import type { Accelerator } from './accelerator.ts';
import { describeLink } from './describe-link.ts';
import { formatBinaryBytes } from './format-bytes.ts';

const verdicts: Record<Accelerator['runs'], string> = { llm: 'Runs language models', vision: 'For vision only', 'nothing-yet': 'Runs nothing yet' };

/** A line for each device, then what it is good for and why, and what would change that; like ones share it. Not yet wrapped. */
export function describeAccelerators(accelerators: readonly Accelerator[]): string[] {
  const groups = new Map<string, { devices: string[]; verdict: string[] }>();
  for (const accelerator of accelerators) {
    const verdict = judge(accelerator);
    const key = [accelerator.name, ...verdict].join('\n');
    const group = groups.get(key);
    if (group) group.devices.push(describe(accelerator));
    else groups.set(key, { devices: [describe(accelerator)], verdict });
  }
  return [...groups.values()].flatMap(({ devices, verdict }) => [...devices, ...verdict]);
}

function describe({ name, bus, driver, memory, integrated, runs }: Accelerator): string {
  const size = 'bytes' in memory ? formatBinaryBytes(memory.bytes) : integrated ? 'shared memory' : 'memory unknown';
  return [
    `${bus.address}  ${name}`,
    runs === 'llm' ? size : undefined,
    bus.kind === 'pci' && bus.link ? describeLink(bus.link) : undefined,
    bus.kind === 'pci' && bus.numaNode !== undefined ? `NUMA node ${bus.numaNode}` : undefined,
    bus.kind === 'usb' && bus.speedMbps ? `USB at ${bus.speedMbps} Mbit/s` : undefined,
    driver ? `driver ${driver}` : bus.kind === 'pci' ? 'no driver' : undefined,
  ].filter(Boolean).join(', ');
}

function judge({ memory, integrated, runs, why, change }: Accelerator): string[] {
  const unknown = 'bytes' in memory || integrated || runs !== 'llm' ? [] : [memory.unknown];
  return [`${verdicts[runs]}: ${why}`, ...unknown, ...change ? [change] : []].map((sentence) => `  ${sentence}`);
}
