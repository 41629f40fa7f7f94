import type { Accelerator } from './accelerator.ts';
import { describeLink } from './describe-link.ts';
import { formatBinaryBytes } from './format-bytes.ts';

const uses: Record<Accelerator['runs'], string> = { llm: 'language models', vision: 'vision only', 'nothing-yet': 'nothing yet' };

/** The device and where it sits, then what it is good for and why, then what would change that; not yet wrapped. */
export function describeAccelerator(accelerator: Accelerator): string[] {
  const { name, bus, driver, memory, integrated, runs, why, change } = accelerator;
  const place = [
    bus.kind === 'pci' && bus.link ? describeLink(bus.link) : bus.kind === 'usb' && bus.speedMbps ? `USB at ${bus.speedMbps} Mbit/s` : undefined,
    bus.kind === 'pci' && bus.numaNode !== undefined ? `NUMA node ${bus.numaNode}` : undefined,
    driver ? `driver ${driver}` : bus.kind === 'pci' ? 'no driver' : undefined,
  ];
  const size = 'bytes' in memory ? formatBinaryBytes(memory.bytes) : integrated ? 'shared memory' : 'memory unknown';
  const unknown = 'bytes' in memory || integrated || runs !== 'llm' ? [] : [`  ${memory.unknown}`];
  return [
    `${bus.address}  ${[name, runs === 'llm' ? size : undefined, ...place].filter(Boolean).join(', ')}`,
    `  For ${uses[runs]}: ${why}`,
    ...unknown,
    ...change ? [`  ${change}`] : [],
  ];
}
