/** The measuring machine in words that say what matters to a reader and nothing that names it. */
import { availableParallelism } from 'node:os';
import { detectAccelerator } from '../vm/accelerator.ts';

export function machineWords(): string {
  return `${coreWords()}, Node ${process.versions.node}`;
}

export function guestWords(memoryMiB: number): string {
  const how = detectAccelerator() === 'kvm' ? 'KVM' : 'software emulation';
  return `${coreWords()}, ${how}, a guest with two processors and ${memoryMiB} MiB of memory`;
}

function coreWords(): string {
  const cores = availableParallelism();
  return cores === 2 ? 'two cores' : `${cores} cores`;
}
