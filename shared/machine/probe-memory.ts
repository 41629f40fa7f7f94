import { InstallerError, exitCodes } from '../errors.ts';
import type { Machine } from './machine.ts';
import { readText } from './view.ts';
import type { View } from './view.ts';

/** MemTotal of /proc/meminfo: what the kernel can use, somewhat less than is installed. */
export async function probeMemory(view: View): Promise<Machine['memory']> {
  const match = /^MemTotal:\s+(\d+) kB$/m.exec(await readText(view, '/proc/meminfo') ?? '');
  if (match) return { bytes: Number(match[1]) * 1024 };
  throw new InstallerError({
    code: 'memory-unseen',
    message: 'The size of the memory cannot be read: /proc/meminfo has no line "MemTotal".',
    action: 'Mount /proc and try again.',
    exitCode: exitCodes.machineRefused,
  });
}
