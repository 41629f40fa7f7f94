import type { Machine } from './machine.ts';
import { readLine } from './view.ts';
import type { View } from './view.ts';

/** From /sys/class/tpm/tpm0/tpm_version_major (kernel: Documentation/ABI/stable/sysfs-class-tpm), Linux 5.6 and later. */
export async function probeTpm(view: View): Promise<Machine['tpm']> {
  if (!(await view.host.list('/sys/class/tpm')).includes('tpm0')) return { present: false };
  const major = await readLine(view, '/sys/class/tpm/tpm0/tpm_version_major');
  return { present: true, version: major === '2' ? '2.0' : major === '1' ? '1.2' : undefined };
}
