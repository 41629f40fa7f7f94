/**
 * Virtual disks. qcow2 is chosen for what a power cut does to it: QEMU keeps the map of newly written
 * clusters in memory until the guest flushes, so after SIGKILL data that was written but never flushed may be
 * gone, as with a drive's volatile cache, while flushed data are in the host's page cache, which outlives QEMU.
 * `no-flush` only saves the host's own fsync, which guards against the host losing power and nothing else.
 */
import { execa } from 'execa';

export type Transport = 'virtio' | 'nvme' | 'scsi' | 'usb';

/** I/O errors the drive reports, by blkdebug; without `sector` every request of that kind fails. */
export interface DiskError {
  on: 'read' | 'write' | 'flush';
  /** 512-byte sector of the guest's disk; a request fails when it touches it. */
  sector?: number;
  /** Default EIO (5). */
  errno?: number;
  /** Fails the first time only. */
  once?: boolean;
}

export interface VmDisk {
  /** QMP id and default serial: `disk0`. */
  id?: string;
  path: string;
  format?: 'qcow2' | 'raw';
  serial?: string;
  transport?: Transport;
  /** 512 (default) or 4096: a 4Kn drive. */
  logicalSector?: number;
  readOnly?: boolean;
  errors?: readonly DiskError[];
}

/** Sparse. `size` as qemu-img reads it, `16G`; a `backing` qcow2 makes an overlay of it. */
export async function createDisk(path: string, size: string | undefined, options: { format?: 'qcow2' | 'raw'; backing?: string } = {}): Promise<void> {
  const backing = options.backing ? ['-b', options.backing, '-F', 'qcow2'] : [];
  await execa('qemu-img', ['create', '-q', '-f', options.format ?? 'qcow2', ...backing, path, ...(size ? [size] : [])]);
}

/** The `-blockdev` value of a disk: file, format and, where errors are asked for, blkdebug on top. */
export function blockdev(disk: VmDisk, node: string): Record<string, unknown> {
  const cache = { direct: false, 'no-flush': true };
  const format = disk.format ?? 'qcow2';
  const image = {
    driver: format,
    'read-only': disk.readOnly ?? false,
    discard: 'unmap',
    file: { driver: 'file', filename: disk.path, cache, 'read-only': disk.readOnly ?? false },
    cache,
  };
  if (!disk.errors?.length) return { ...image, 'node-name': node };
  return { driver: 'blkdebug', 'node-name': node, 'read-only': disk.readOnly ?? false, cache, image: { ...image, 'node-name': `${node}-image` }, 'inject-error': disk.errors.map(injection) };
}

// Event `none` needs no event from below: blkdebug sits above qcow2, so sectors are the guest's.
function injection({ on, sector, errno = 5, once = false }: DiskError): Record<string, unknown> {
  return { event: 'none', iotype: on, errno, once, immediately: false, ...(sector !== undefined && { sector }) };
}
