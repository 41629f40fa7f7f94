/** A machine from a file, as `probe --json` printed it. */
import type { Machine } from '../../shared/machine/machine.ts';
import { readMachine } from '../../shared/machine/read-machine.ts';
import { readSpec } from './read-spec.ts';

/** More than read-machine.ts accepts. */
const machineBytes = 17 * 1024 * 1024;

export async function recordedMachine(file: string): Promise<Machine> {
  const { bytes } = await readSpec(file, machineBytes);
  return readMachine(new TextDecoder().decode(bytes), file);
}
