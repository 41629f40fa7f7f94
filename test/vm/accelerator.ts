/** KVM is used only where the CPU really has it: a /dev/kvm without vmx or svm kills the guest before userspace. */
import { accessSync, constants, readFileSync } from 'node:fs';

export type Accelerator = 'kvm' | 'tcg';

export function detectAccelerator(): Accelerator {
  if (!/\b(vmx|svm)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))) return 'tcg';
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return 'kvm';
  } catch {
    return 'tcg';
  }
}
