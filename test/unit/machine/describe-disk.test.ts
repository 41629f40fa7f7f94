import assert from 'node:assert/strict';
import test from 'node:test';
import { describeContent, describeDisk } from '../../../shared/machine/describe-disk.ts';
import type { Disk } from '../../../shared/machine/machine.ts';
import { replay } from './replay.ts';

const disk: Disk = {
  path: '/dev/nvme0n1', byId: [], serial: 'S6Z1NJ0W', model: 'Samsung SSD 990 PRO 2TB', transport: 'nvme', rotational: false, removable: false, readOnly: false,
  bytes: 2000398934016, logicalSectorBytes: 512, physicalSectorBytes: 512, partitions: [], uses: [], isMedium: false,
};

test('a disk is its maker, model, serial and size', () => {
  assert.equal(describeDisk(disk), 'Samsung SSD 990 PRO 2TB, serial S6Z1NJ0W, 2.0 TB');
  assert.equal(describeDisk({ ...disk, vendor: 'SanDisk', model: 'Ultra' }), 'SanDisk Ultra, serial S6Z1NJ0W, 2.0 TB');
  assert.equal(describeDisk({ ...disk, vendor: 'QEMU', model: 'QEMU HARDDISK' }), 'QEMU HARDDISK, serial S6Z1NJ0W, 2.0 TB');
  assert.equal(describeDisk({ ...disk, path: '/dev/vda', transport: 'virtio', model: undefined, serial: undefined }), 'virtio disk /dev/vda, 2.0 TB');
  assert.equal(describeDisk({ ...disk, model: 'a\x1bb' }), 'a\\u{1b}b, serial S6Z1NJ0W, 2.0 TB');
});

test('content: what a person would miss comes first', async () => {
  const { disks } = await replay('qemu-many-disks');
  assert.deepEqual(Object.fromEntries(disks.map((each) => [each.serial, describeContent(each)])), {
    'SCSI4K-01': 'Linux filesystem (17 MB)',
    'MD-0001': 'RAID member (of md127, degraded, 2.1 GB)',
    'MD-0002': 'RAID member (of nas:store, inactive, 2.1 GB)',
    'LVM-0001': 'LVM (of vg-data, active)',
    'LVM-0002': 'LVM (of old, inactive)',
    'BITLOCK-01': 'Windows (BitLocker, 2.0 GB), EFI system partition (105 MB), Windows reserved partition (17 MB)',
    'BTRFS-01': '"pool" (btrfs)',
    'BTRFS-02': '"pool" (btrfs)',
    'MPATH-01': '"san" (ext4, 2.0 GB), EFI system partition (105 MB)',
    'USB-0001': '"COGNOS_0_1_AMD64" (ISO 9660, 70 kB), EFI system partition (2.1 MB)',
    'VIRT-0001': 'Linux (ext4, 537 MB), "swap" (swap, 1.5 GB), EFI system partition (67 MB)',
    'NVME-WIN-01': 'Windows (NTFS, 1.6 GB), EFI system partition (105 MB), Windows reserved partition (17 MB), Windows recovery partition (451 MB)',
  });
});

test('blank is empty, an empty table is not blank', () => {
  assert.equal(describeContent(disk), '');
  assert.equal(describeContent({ ...disk, partitionTable: { kind: 'dos' } }), 'an empty DOS partition table');
});
