import assert from 'node:assert/strict';
import test from 'node:test';
import { replay } from './replay.ts';

test('network cards are those with a device behind them', async () => {
  const { nics } = await replay('build-vm');
  assert.deepEqual(nics, [{ name: 'eth0', mac: '02:00:00:00:0b:01', driver: 'virtio_net', link: true, wireless: false }]);
});

test('a card has its speed when the link is up, and may be wireless', async () => {
  const { nics } = await replay('qemu-many-disks', ({ files, links }) => {
    files['/sys/class/net/eth0/carrier'] = '1\n';
    files['/sys/class/net/eth0/speed'] = '1000\n';
    links['/sys/class/net/eth1/phy80211'] = '/sys/class/ieee80211/phy0';
  });
  assert.deepEqual(nics.map(({ name, driver, link, speedMbps, wireless }) => [name, driver, link, speedMbps, wireless]),
    [['eth0', 'e1000e', true, 1000, false], ['eth1', 'virtio_net', false, undefined, true]]);
});

test('PCI ids are lower-case hex without 0x, and a bridge has no subsystem', async () => {
  const { pci } = await replay('qemu-many-disks', ({ files }) => { files['/sys/bus/pci/devices/0000:00:00.0/subsystem_vendor'] = '0x0000\n'; });
  assert.deepEqual(pci[0], { address: '0000:00:00.0', class: '060000', vendor: '8086', device: '1237' });
  assert.deepEqual(pci.find(({ vendor }) => vendor === '1b36' ), pci.find(({ driver }) => driver === 'nvme'));
  for (const { class: pciClass } of pci) assert.match(pciClass, /^[0-9a-f]{6}$/);
});

test('USB devices without hubs of the host and without interfaces', async () => {
  const { usb } = await replay('qemu-many-disks');
  assert.deepEqual(usb.map(({ vendor, name }) => [vendor, name]).sort(), [['0627', 'QEMU USB Keyboard'], ['46f4', 'QEMU USB HARDDRIVE']]);
});
