import assert from 'node:assert/strict';
import test from 'node:test';
import type { Disk, Machine } from '../../../shared/machine/machine.ts';
import { changeDevice, replay } from './replay.ts';

const many = await replay('qemu-many-disks');

function bySerial(machine: Machine, serial: string): Disk {
  const disk = machine.disks.find((each) => each.serial === serial);
  assert.ok(disk, `no disk has the serial ${serial}`);
  return disk;
}

test('floppy, zram, loop and CD drives without the medium are no disks', () => {
  assert.deepEqual(many.disks.filter(({ path }) => /fd|zram|loop|sr0/.test(path)), []);
  assert.equal(many.disks.length, 12);
});

test('boot partitions of an eMMC are no disks, the eMMC is', async () => {
  const machine = await replay('bios-virtio', (capture) => changeDevice(capture, 'vda', (device) => {
    device['kname'] = 'mmcblk0boot0';
  }));
  assert.deepEqual(machine.disks.map(({ path }) => path), ['/dev/sr0']);
  const emmc = await replay('bios-virtio', (capture) => changeDevice(capture, 'vda', (device) => { device['kname'] = 'mmcblk0'; }));
  assert.equal(emmc.disks[1]?.transport, 'mmc');
});

test('transports are named where lsblk leaves them empty', () => {
  assert.equal(bySerial(many, 'VIRT-0001').transport, 'virtio');
  assert.equal(bySerial(many, 'NVME-WIN-01').transport, 'nvme');
  assert.equal(bySerial(many, 'USB-0001').transport, 'usb');
  assert.equal(bySerial(many, 'MD-0001').transport, 'scsi');
});

test('a disk has its lasting names, and none of its partitions\'', () => {
  assert.deepEqual(bySerial(many, 'SCSI4K-01').byId, [
    '/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_SCSI4K-01', '/dev/disk/by-id/scsi-35000c500a0000001',
    '/dev/disk/by-id/scsi-SQEMU_QEMU_HARDDISK_SCSI4K-01', '/dev/disk/by-id/wwn-0x5000c500a0000001']);
});

test('on a 4Kn disk partitions start in bytes, not in sectors', () => {
  const disk = bySerial(many, 'SCSI4K-01');
  assert.equal(disk.logicalSectorBytes, 4096);
  assert.deepEqual(disk.partitions.map(({ startBytes, bytes }) => [startBytes, bytes]), [[1048576, 16777216]]);
});

test('use: mounted and swap', () => {
  assert.deepEqual(bySerial(many, 'VIRT-0001').uses, [{ kind: 'mounted', detail: '/mnt/root' }, { kind: 'swap', detail: '/dev/vda3' }]);
});

test('use: md, and a degraded array says so; the member that fell out is free', () => {
  const [first, second] = [bySerial(many, 'MD-0001'), bySerial(many, 'MD-0002')];
  assert.deepEqual(first.uses, [{ kind: 'md', detail: '/dev/md127' }]);
  assert.deepEqual(first.partitions[0]?.content?.memberOf, { name: 'md127', kind: 'md', state: 'degraded' });
  assert.deepEqual(second.uses, []);
  assert.deepEqual(second.partitions[0]?.content?.memberOf, { name: 'nas:store', kind: 'md', state: 'inactive' });
});

test('use: md also while the array has no size and lsblk hides it', async () => {
  const machine = await replay('qemu-many-disks', ({ links }) => { links['/sys/class/block/sdc1/holders/md126'] = '/sys/devices/virtual/block/md126'; });
  assert.deepEqual(bySerial(machine, 'MD-0002').uses, [{ kind: 'md', detail: '/dev/md126' }]);
  assert.equal(bySerial(machine, 'MD-0002').partitions[0]?.content?.memberOf?.name, 'md126');
});

test('use: lvm for an active volume group; an inactive one is named but not in use', () => {
  assert.deepEqual(bySerial(many, 'LVM-0001').uses, [{ kind: 'lvm', detail: 'vg-data' }]);
  assert.deepEqual(bySerial(many, 'LVM-0001').content?.memberOf, { name: 'vg-data', kind: 'lvm', state: 'active' });
  assert.deepEqual(bySerial(many, 'LVM-0002').uses, []);
  assert.deepEqual(bySerial(many, 'LVM-0002').content?.memberOf, { name: 'old', kind: 'lvm', state: 'inactive' });
});

test('use: dm for an opened LUKS volume', async () => {
  const machine = await replay('qemu-many-disks', (capture) => changeDevice(capture, 'sda1', (device) => {
    device['fstype'] = 'crypto_LUKS';
    device['children'] = [{ ...device, name: 'secret', kname: 'dm-7', path: '/dev/mapper/secret', type: 'crypt', fstype: null, children: [] }];
  }));
  assert.deepEqual(bySerial(machine, 'SCSI4K-01').uses, [{ kind: 'dm', detail: '/dev/mapper/secret' }]);
  assert.deepEqual(bySerial(machine, 'SCSI4K-01').partitions[0]?.content?.memberOf, { name: 'secret', kind: 'dm', state: 'open' });
});

test('use: both disks of a mounted btrfs, though only one shows the mount', () => {
  assert.deepEqual(bySerial(many, 'BTRFS-01').uses, [{ kind: 'mounted', detail: '/mnt/pool' }]);
  assert.deepEqual(bySerial(many, 'BTRFS-02').uses, [{ kind: 'mounted', detail: `btrfs ${bySerial(many, 'BTRFS-02').content?.uuid}` }]);
});

test('use: medium, and the stick is marked as it', () => {
  const stick = bySerial(many, 'USB-0001');
  assert.deepEqual(stick.uses, [{ kind: 'medium', detail: '/run/cognos/medium' }]);
  assert.deepEqual(many.disks.filter(({ isMedium }) => isMedium), [stick]);
});

test('multipath is one disk that stands for its paths and can be used', () => {
  const disk = bySerial(many, 'MPATH-01');
  assert.equal(disk.path, '/dev/mapper/mpatha');
  assert.deepEqual(disk.paths, ['/dev/sdi', '/dev/sdj']);
  assert.deepEqual(disk.uses, []);
  assert.ok(disk.byId.includes('/dev/disk/by-id/wwn-0x5000c500a0000051'));
  assert.equal(disk.partitionTable?.kind, 'gpt');
  assert.deepEqual(disk.partitions.map(({ number, startBytes, content }) => [number, startBytes, content?.label]), [[1, 1048576, undefined], [2, 105906176, 'san']]);
});

test('use: multipath for two paths without a map, for writing through one of them would be wrong', async () => {
  const disk = bySerial(await replay('qemu-many-disks-without-multipathd'), 'MPATH-01');
  assert.deepEqual(disk.paths, ['/dev/sdi', '/dev/sdj']);
  assert.deepEqual(disk.uses, [{ kind: 'multipath', detail: '/dev/sdj' }]);
});

test('use: multipath for a path whose map is not there', async () => {
  const machine = await replay('qemu-many-disks', (capture) => changeDevice(capture, 'sda', (device) => {
    Object.assign(device, { fstype: 'mpath_member', pttype: null, children: [] });
  }));
  assert.deepEqual(bySerial(machine, 'SCSI4K-01').uses, [{ kind: 'multipath', detail: '/dev/sda' }]);
  assert.equal(bySerial(machine, 'SCSI4K-01').content?.memberOf?.state, 'inactive');
});

test('two disks of the same model are two disks, even with the same serial on USB bridges', async () => {
  const machine = await replay('qemu-many-disks', (capture) => {
    for (const name of ['sdg', 'sdh']) changeDevice(capture, name, (device) => Object.assign(device, { tran: 'usb', serial: 'DD564198838B8', wwn: '0x5000000000000001' }));
  });
  assert.equal(machine.disks.filter(({ serial }) => serial === 'DD564198838B8').length, 2);
});

test('systems are recognised without mounting: Windows by its partitions, BitLocker, Linux by its type', () => {
  const systems = (serial: string): (string | undefined)[] => bySerial(many, serial).partitions.map(({ content }) => content?.os);
  assert.deepEqual(systems('NVME-WIN-01'), [undefined, undefined, 'Windows', undefined]);
  assert.deepEqual(systems('BITLOCK-01'), [undefined, undefined, 'Windows']);
  assert.deepEqual(systems('VIRT-0001'), [undefined, 'Linux', undefined]);
});

test('an NTFS data disk is not a Windows', async () => {
  const machine = await replay('qemu-many-disks', (capture) => changeDevice(capture, 'vda2', (device) => Object.assign(device, { fstype: 'ntfs', label: 'Photos', parttype: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7' })));
  assert.equal(bySerial(machine, 'VIRT-0001').partitions[1]?.content?.os, undefined);
});

test('BitLocker on a removable stick is somebody\'s data, not a Windows', async () => {
  const machine = await replay('qemu-many-disks', (capture) => {
    changeDevice(capture, 'vda', (device) => { device['rm'] = true; });
    changeDevice(capture, 'vda2', (device) => Object.assign(device, { fstype: 'BitLocker', label: null, parttype: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7' }));
  });
  assert.equal(bySerial(machine, 'VIRT-0001').removable, true);
  assert.equal(bySerial(machine, 'VIRT-0001').partitions[1]?.content?.os, undefined);
});

test('without udev, serials come from the driver and the missing names are admitted', async () => {
  const machine = await replay('build-vm');
  assert.equal(machine.disks[0]?.serial, 'EXAMPLE-DISK');
  assert.deepEqual(machine.unseen, ['udev is not running: lasting names of disks (by-id) and what is on the disks could not all be seen.']);
});
