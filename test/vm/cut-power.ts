/** Starts a machine and pulls its plug at a moment that its console names. */
import { startVm, type VmOptions } from './vm.ts';

/** @returns what the console had said by then */
export async function cutPowerAt(options: VmOptions, moment: RegExp, timeoutMs = 900_000): Promise<string[]> {
  const vm = await startVm(options);
  try {
    await vm.serial.waitFor(moment, timeoutMs);
    return vm.serial.lines;
  } finally {
    await vm.powerCut();
  }
}
