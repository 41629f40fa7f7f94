/** Mounts a volume at a place of its own for one piece of work; nothing on it is run, and no link on it leads out of it. */
import type { Host } from '../../../shared/system/host.ts';
import { targetHost } from '../../../shared/system/target-host.ts';
import { unmount } from '../../machine/unmount.ts';
import { runFolder } from '../../paths.ts';
import type { FoundVolume } from './find-volumes.ts';

export const volumeMount = `${runFolder}/volume`;

/** Never a log replay: looking must not write. */
const readOnly: Record<string, string> = { ext3: ',noload', ext4: ',noload', xfs: ',norecovery', btrfs: ',rescue=nologreplay' };
const kernelName: Record<string, string> = { ntfs: 'ntfs3' };

let turn: Promise<unknown> = Promise.resolve();

export function withVolume<T>(host: Host, volume: FoundVolume, access: 'read' | 'write', work: (inside: Host) => Promise<T>): Promise<T> {
  const next = turn.then(() => mounted(host, volume, access, work));
  turn = next.catch(() => undefined);
  return next;
}

async function mounted<T>(host: Host, { path, fs }: FoundVolume, access: 'read' | 'write', work: (inside: Host) => Promise<T>): Promise<T> {
  await host.makeDirectory(volumeMount, { mode: 0o700 });
  await unmount(host, volumeMount); // Of an engine that was killed.
  // FAT knows no owner and no mode: quiet, or setting them would fail.
  const options = access === 'read' ? `ro${readOnly[fs] ?? ''}` : `rw${fs === 'vfat' ? ',quiet,umask=077' : ''}`;
  await host.run('mount', ['-t', kernelName[fs] ?? fs, '-o', `${options},nosuid,nodev,noexec`, '--', path, volumeMount]);
  try {
    return await work(targetHost(host, volumeMount));
  } finally {
    // Unmounting writes what is still in memory; only then may it be pulled out.
    await unmount(host, volumeMount);
  }
}
