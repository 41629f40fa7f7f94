/** A medium of the size our builds have, for planning where there is none. Never installed from. */
import type { Architecture, Medium } from '../../shared/machine/machine.ts';
import { mediumMountpoint } from '../../shared/machine/probe-medium.ts';

export function nominalMedium(architecture: Architecture): Medium {
  const usedBytes = 450 * 1024 ** 2;
  return {
    mountpoint: mediumMountpoint,
    label: 'NOMINAL',
    image: {
      version: 1, architecture, uuid: '00000000-0000-8000-8000-000000000000', subvolume: 'base', bytes: 1536 * 1024 ** 2, usedBytes,
      contentBytes: 1300 * 1024 ** 2, files: 30_000, kernel: 'unknown', ranges: [[0, usedBytes]], sha256: '0'.repeat(64),
    },
  };
}
