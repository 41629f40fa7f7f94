import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diskId, qemuArguments, type QemuOptions } from '../../vm/qemu.ts';

const base: QemuOptions = {
  accelerator: 'tcg', memoryMiB: 2048, cpus: 2, firmware: 'bios', variables: '/v/vars.fd', disks: [], sshPort: 2222,
  qmpSocket: '/s/qmp', serialSocket: '/s/serial', serialLog: '/v/a,b/serial.log',
};
const valuesOf = (args: string[], option: string) => args.flatMap((arg, index) => (args[index - 1] === option ? [arg] : []));
const deviceOf = (args: string[], id: string) => valuesOf(args, '-device').find((device) => device.includes(`,id=${id},`)) ?? '';

test('software emulation is multi-threaded, and kvm takes the host CPU', () => {
  assert.deepEqual(valuesOf(qemuArguments(base), '-accel'), ['tcg,thread=multi,tb-size=256']);
  assert.deepEqual(valuesOf(qemuArguments({ ...base, accelerator: 'kvm' }), '-cpu'), ['host']);
});

test('the machine is started stopped, so that no byte of the console is missed', () => {
  assert.ok(qemuArguments(base).includes('-S'));
});

test('a comma in a path does not end the option', () => {
  assert.match(valuesOf(qemuArguments(base), '-chardev').join(' '), /logfile=\/v\/a,,b\/serial\.log,logappend=on/);
});

test('a sound card only where somebody listens, and what it plays goes into a file', () => {
  assert.deepEqual(valuesOf(qemuArguments(base), '-audiodev'), []);
  const args = qemuArguments({ ...base, sound: '/v/a,b.wav' });
  assert.deepEqual(valuesOf(args, '-audiodev'), ['wav,id=sound,path=/v/a,,b.wav']);
  assert.ok(valuesOf(args, '-device').includes('hda-output,audiodev=sound'));
});

test('each transport gets its device, its serial and its boot order', () => {
  const transports = ['virtio', 'nvme', 'scsi', 'usb'] as const;
  const args = qemuArguments({ ...base, disks: transports.map((transport) => ({ path: `/d/${transport}`, transport, serial: `S-${transport}` })) });
  const drivers = transports.map((_, index) => deviceOf(args, `disk${index}`).split(',')[0]);
  assert.deepEqual(drivers, ['virtio-blk-pci', 'nvme', 'scsi-hd', 'usb-storage']);
  assert.match(deviceOf(args, 'disk2'), /serial=S-scsi,bootindex=3/);
});

test('what can be unplugged sits behind a root port of its own', () => {
  const args = qemuArguments({ ...base, disks: [{ path: '/a' }, { path: '/b', transport: 'nvme' }] });
  assert.match(deviceOf(args, 'disk0'), /bus=disk0-port/);
  assert.match(deviceOf(args, 'disk1'), /bus=disk1-port/);
  assert.equal(valuesOf(args, '-device').filter((device) => device.startsWith('pcie-root-port')).length, 2);
});

test('a 4Kn disk says so, logically and physically', () => {
  const args = qemuArguments({ ...base, disks: [{ path: '/a', logicalSector: 4096 }] });
  assert.match(deviceOf(args, 'disk0'), /logical_block_size=4096,physical_block_size=4096/);
});

test('injected errors lie above the image, where sectors are the guest\'s', () => {
  const args = qemuArguments({ ...base, disks: [{ id: 'bad', path: '/a', errors: [{ on: 'write', sector: 8 }] }] });
  const [node] = valuesOf(args, '-blockdev').map((text) => JSON.parse(text) as Record<string, unknown>);
  assert.equal(node?.['driver'], 'blkdebug');
  assert.equal(node?.['node-name'], 'bad-node');
  assert.deepEqual(node?.['inject-error'], [{ event: 'none', iotype: 'write', errno: 5, once: false, immediately: false, sector: 8 }]);
});

test('the medium comes first in the boot order, and the disk is found without it', () => {
  const args = qemuArguments({ ...base, disks: [{ path: '/a' }], iso: { path: '/i.iso', as: 'scsi-cd' } });
  assert.match(deviceOf(args, 'iso'), /^scsi-cd,.*bootindex=0$/);
  assert.match(deviceOf(qemuArguments({ ...base, disks: [{ path: '/a' }] }), 'disk0'), /bootindex=1/);
});

test('a directly booted kernel takes boot index 0 from the medium', () => {
  const args = qemuArguments({ ...base, iso: { path: '/i.iso', as: 'scsi-cd' }, kernel: { kernel: '/k', append: '' } });
  assert.doesNotMatch(deviceOf([...args].map((arg) => `${arg},`), 'iso'), /bootindex/);
  assert.match(args.join(' '), /scsi-cd,[^ ]*drive=iso-node( |$)/);
});

test('Secure Boot protects its variables with SMM', () => {
  const args = qemuArguments({ ...base, firmware: 'secure' });
  assert.deepEqual(valuesOf(args, '-machine'), ['q35,smm=on']);
  assert.deepEqual(valuesOf(args, '-global'), ['driver=cfi.pflash01,property=secure,value=on']);
  assert.match(valuesOf(args, '-drive')[0] ?? '', /readonly=on,file=.*OVMF_CODE_4M\.ms\.fd$/);
  assert.equal(valuesOf(qemuArguments(base), '-drive').length, 0);
});

test('a kernel is booted directly, with its command line as one argument', () => {
  const args = qemuArguments({ ...base, kernel: { kernel: '/k', initrd: '/i', append: 'root=/dev/vda ro' } });
  assert.deepEqual(args.slice(-6), ['-kernel', '/k', '-initrd', '/i', '-append', 'root=/dev/vda ro']);
});

test('offline and endOnReboot are off unless asked for', () => {
  assert.doesNotMatch(qemuArguments(base).join(' '), /restrict=on|-no-reboot/);
  const args = qemuArguments({ ...base, offline: true, endOnReboot: true });
  assert.match(args.join(' '), /restrict=on.*-no-reboot/);
});

test('a disk has the id it was given, or its place', () => {
  assert.equal(diskId({ path: '/a' }, 3), 'disk3');
  assert.equal(diskId({ path: '/a', id: 'models' }, 3), 'models');
});

test('a machine that starts from the network: one card has the boot ROM, and the machine has a name', () => {
  const bios = qemuArguments({ ...base, firmware: 'bios', tap: { device: 'tap0', mac: '52:54:00:00:00:01', first: true }, identity: { uuid: '5f0c1d2e-0001-4a4b-8c8d-010203040501', serial: 'a,b' } });
  assert.ok(bios.includes('virtio-net-pci,netdev=net0,romfile='));
  assert.ok(bios.includes('tap,id=net1,ifname=tap0,script=no,downscript=no'));
  assert.ok(bios.includes('virtio-net-pci,netdev=net1,mac=52:54:00:00:00:01,bootindex=0'), 'SeaBIOS boots by the card\'s iPXE');
  assert.ok(bios.includes('type=1,uuid=5f0c1d2e-0001-4a4b-8c8d-010203040501,serial=a,,b,manufacturer=QEMU,product=Standard PC'));
  const uefi = qemuArguments({ ...base, firmware: 'uefi', tap: { device: 'tap0', mac: '52:54:00:00:00:01' } });
  assert.ok(uefi.includes('virtio-net-pci,netdev=net1,mac=52:54:00:00:00:01,bootindex=100,romfile='), 'UEFI has PXE of its own');
});
