/** Looks every second whether the disk is still there: a tool that waits for a disk that was pulled may wait for ever. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { DiskChoice } from '../../shared/plan/plan.ts';
import type { Host } from '../../shared/system/host.ts';

export interface DiskWatch { signal: AbortSignal; stop: () => void }

const everyMilliseconds = 1000;

export function watchDisk(host: Host, disk: DiskChoice, outer: AbortSignal): DiskWatch {
  const controller = new AbortController();
  const timer = setInterval(() => {
    void isThere(host, disk).then((there) => {
      if (!there) controller.abort(diskVanished(disk));
    }).catch(() => undefined); // sysfs that cannot be read says nothing about the disk.
  }, everyMilliseconds);
  timer.unref();
  return { signal: AbortSignal.any([outer, controller.signal]), stop: () => { clearInterval(timer); } };
}

export function isThere(host: Host, disk: DiskChoice): Promise<boolean> {
  return host.exists(`/sys/class/block/${disk.path.split('/').pop() ?? ''}`);
}

export function diskVanished(disk: DiskChoice): InstallerError {
  return new InstallerError({
    code: 'disk-vanished',
    message: `The disk ${disk.title} (${disk.path}) vanished while it was being installed to`,
    action: 'Check its cable, slot and power, then start the installation again from the beginning.',
    exitCode: exitCodes.failedForGood,
  });
}
