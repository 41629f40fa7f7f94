/** A sysfs made up file by file after Documentation/ABI/testing/sysfs-bus-pci and sysfs-bus-usb, added to a captured machine. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import type { PciDevice } from '../../../shared/machine/machine.ts';
import { replay } from './replay.ts';
import type { Capture } from './replay.ts';

interface FakeCard extends Partial<Pick<PciDevice, 'driver'>> {
  address: string;
  ids: `${string}:${string}`;
  class: string;
  /** Bridges from the root port inwards. */
  behind?: string[];
  files?: Record<string, string>;
}

function addCard({ files, links }: Capture, card: FakeCard): void {
  const folder = `/sys/bus/pci/devices/${card.address}`;
  const [vendor, device] = card.ids.split(':');
  links[folder] = `/sys/devices/pci0000:00/${[...card.behind ?? [], card.address].join('/')}`;
  for (const [name, content] of Object.entries({ vendor: `0x${vendor}`, device: `0x${device}`, class: `0x${card.class}`, numa_node: '-1', ...card.files })) files[`${folder}/${name}`] = `${content}\n`;
  if (card.driver) links[`${folder}/driver`] = `/sys/bus/pci/drivers/${card.driver}`;
}

function link(speed: string, width: string, maxSpeed = speed, maxWidth = width): Record<string, string> {
  return { current_link_speed: speed, current_link_width: width, max_link_speed: maxSpeed, max_link_width: maxWidth };
}

async function probe(...cards: FakeCard[]): Promise<Accelerator[]> {
  return (await replay('bios-virtio', (capture) => cards.forEach((card) => addCard(capture, card)))).accelerators;
}

test('a virtual machine\'s display is no accelerator', async () => {
  assert.deepEqual(await probe({ address: '0000:00:0f.0', ids: '1af4:1050', class: '030000', driver: 'virtio-pci' }), []);
});

test('NVIDIA without a driver: name and memory from the table, link and node from sysfs', async () => {
  const [found] = await probe({ address: '0000:01:00.0', ids: '10de:2684', class: '030000', behind: ['0000:00:01.0'], files: { numa_node: '1', ...link('2.5 GT/s PCIe', '8', '16.0 GT/s PCIe', '16') } });
  assert.deepEqual({ ...found, why: '', change: '' }, {
    id: 'pci-0000:01:00.0', family: 'nvidia', name: 'NVIDIA GeForce RTX 4090', vendor: '10de', device: '2684',
    bus: { kind: 'pci', address: '0000:01:00.0', class: '030000', numaNode: 1, link: { speedGTs: 2.5, width: 8, maxSpeedGTs: 16, maxWidth: 16 } },
    integrated: false, memory: { bytes: 25769803776, source: 'nvidia.com product page; id: pci.ids 2023.04.10' }, runs: 'llm', why: '', change: '',
  });
});

test('a link that is down, unknown or nonsense is no link', async () => {
  for (const words of [link('Unknown', '255'), link('Unknown speed', '0'), link('', ''), link('fast', '-1', '-5 GT/s', '1e9'), {}]) {
    const [found] = await probe({ address: '0000:01:00.0', ids: '10de:fffe', class: '030200', files: words });
    assert.deepEqual(found?.bus, { kind: 'pci', address: '0000:01:00.0', class: '030200' });
  }
  const [half] = await probe({ address: '0000:01:00.0', ids: '10de:fffe', class: '030200', files: link('Unknown', '255', '32.0 GT/s PCIe', '16') });
  assert.deepEqual(half?.bus, { kind: 'pci', address: '0000:01:00.0', class: '030200', link: { maxSpeedGTs: 32, maxWidth: 16 } });
});

test('AMD: memory from amdgpu, and the link of the card\'s own switch, not of the GPU inside', async () => {
  const upstream: FakeCard = { address: '0000:01:00.0', ids: '1002:1478', class: '060400', behind: ['0000:00:01.1'], files: link('16.0 GT/s PCIe', '8', '16.0 GT/s PCIe', '16') };
  const downstream: FakeCard = { address: '0000:02:00.0', ids: '1002:1479', class: '060400', behind: ['0000:00:01.1', '0000:01:00.0'], files: link('16.0 GT/s PCIe', '16') };
  const gpu: FakeCard = {
    address: '0000:03:00.0', ids: '1002:744c', class: '030000', driver: 'amdgpu', behind: ['0000:00:01.1', '0000:01:00.0', '0000:02:00.0'],
    files: { ...link('16.0 GT/s PCIe', '16'), mem_info_vram_total: '25753026560', board_info: 'type : cem' },
  };
  const [found, ...others] = await probe({ address: '0000:00:01.1', ids: '1022:14db', class: '060400' }, upstream, downstream, gpu);
  assert.deepEqual(others, []);
  assert.deepEqual(found?.memory, { bytes: 25753026560, source: 'amdgpu: mem_info_vram_total' });
  assert.deepEqual(found?.bus.kind === 'pci' && found.bus.link, { speedGTs: 16, width: 8, maxSpeedGTs: 16, maxWidth: 16 });
});

test('a switch of the mainboard between slot and card is not taken for the card\'s', async () => {
  const board: FakeCard = { address: '0000:01:00.0', ids: '10b5:8747', class: '060400', files: link('8.0 GT/s PCIe', '8') };
  const [found] = await probe(board, { address: '0000:02:00.0', ids: '10de:1b81', class: '030000', behind: ['0000:00:01.0', '0000:01:00.0'], files: link('8.0 GT/s PCIe', '16') });
  assert.equal(found?.bus.kind === 'pci' && found.bus.link?.width, 16);
});

test('AMD graphics in the processor share the memory, whatever amdgpu carved out of it', async () => {
  const [found] = await probe({ address: '0000:c4:00.0', ids: '1002:1586', class: '038000', driver: 'amdgpu', files: { ...link('16.0 GT/s PCIe', '16'), mem_info_vram_total: '536870912' } });
  assert.deepEqual([found?.integrated, found?.memory, found?.bus.kind === 'pci' && found.bus.link], [true, { unknown: 'It shares the machine\'s memory.' }, undefined]);
});

/** Line 3 of `resource` with a window of so many GiB; the two lines before it are BAR 0 and the empty upper half of it. */
function windowOf(gib: number): string {
  const first = 0x4000000000n;
  const hex = (value: bigint): string => `0x${value.toString(16).padStart(16, '0')}`;
  return ['0x00000000a0000000 0x00000000a0ffffff 0x0000000000140204', `${hex(0n)} ${hex(0n)} ${hex(0n)}`, `${hex(first)} ${hex(first + BigInt(gib) * 1024n ** 3n - 1n)} 0x000000000014220c`].join('\n');
}

test('Intel Arc: BAR 2 tells 16 GiB from 8, behind a root port that is Intel\'s too', async () => {
  const root: FakeCard = { address: '0000:00:01.0', ids: '8086:a70d', class: '060400', files: link('32.0 GT/s PCIe', '16') };
  const upstream: FakeCard = { address: '0000:01:00.0', ids: '8086:4fa0', class: '060400', files: link('16.0 GT/s PCIe', '16') };
  const downstream: FakeCard = { address: '0000:02:01.0', ids: '8086:4fa4', class: '060400', files: link('2.5 GT/s PCIe', '1') };
  const gpu: FakeCard = { address: '0000:03:00.0', ids: '8086:56a0', class: '030000', behind: ['0000:00:01.0', '0000:01:00.0', '0000:02:01.0'], files: { ...link('2.5 GT/s PCIe', '1'), resource: windowOf(16) } };
  const [found] = await probe(root, upstream, downstream, gpu);
  assert.deepEqual([found?.name, found?.integrated, 'bytes' in (found?.memory ?? {}) && found?.memory], ['Intel Arc A770', false, { bytes: 17179869184, source: 'ark.intel.com; id: pci.ids 2023.04.10; which of its sizes: BAR 2' }]);
  assert.deepEqual(found?.bus.kind === 'pci' && found.bus.link, { speedGTs: 16, width: 16, maxSpeedGTs: 16, maxWidth: 16 });
});

test('Intel: xe counts its tiles, and a resource file of nonsense is no size', async () => {
  const [known] = await probe({ address: '0000:03:00.0', ids: '8086:fffe', class: '030000', driver: 'xe', files: { 'tile0/physical_vram_size_bytes': '68719476736', 'tile1/physical_vram_size_bytes': '68719476736' } });
  assert.deepEqual(known?.memory, { bytes: 137438953472, source: 'xe: physical_vram_size_bytes' });
  for (const resource of ['', 'a\nb\nc', '0x1 0x2 0x3\n\n0xzz 0x1 0x2', '0 0 0\n0 0 0\n0x9 0x1 0x0']) {
    const [found] = await probe({ address: '0000:03:00.0', ids: '8086:56a0', class: '030000', files: { resource } });
    assert.ok(found && 'unknown' in found.memory, resource);
  }
});

test('NPU, Coral, Hailo, Gaudi and an unknown accelerator, each with its driver', async () => {
  const found = await probe(
    { address: '0000:00:0b.0', ids: '8086:7d1d', class: '120000', driver: 'intel_vpu' }, { address: '0000:05:00.0', ids: '1ac1:089a', class: '0880ff', driver: 'apex' },
    { address: '0000:06:00.0', ids: '1e60:2864', class: '0b4000' }, { address: '0000:07:00.0', ids: '1da3:1020', class: '120000', driver: 'habanalabs' }, { address: '0000:08:00.0', ids: '1e52:401e', class: '120000' });
  assert.deepEqual(found.map(({ family, driver, runs }) => [family, driver, runs]), [
    ['intel-npu', 'intel_vpu', 'nothing-yet'], ['coral', 'apex', 'vision'], ['hailo', undefined, 'vision'], ['gaudi', 'habanalabs', 'nothing-yet'], ['other', undefined, 'nothing-yet'],
  ]);
});

test('sticks by USB, with the speed of their port', async () => {
  const { accelerators } = await replay('bios-virtio', ({ files }) => {
    for (const [address, vendor, product, speed] of [['2-1', '1a6e', '089a', '5000'], ['1-4.2', '03e7', '2485', 'unknown']]) {
      Object.assign(files, { [`/sys/bus/usb/devices/${address}/idVendor`]: `${vendor}\n`, [`/sys/bus/usb/devices/${address}/idProduct`]: `${product}\n`, [`/sys/bus/usb/devices/${address}/speed`]: `${speed}\n` });
    }
  });
  assert.deepEqual(accelerators.map(({ id, bus }) => [id, bus]).sort(), [
    ['usb-1-4.2', { kind: 'usb', address: '1-4.2' }], ['usb-2-1', { kind: 'usb', address: '2-1', speedMbps: 5000 }],
  ]);
});

test('a card that the table does not name is named by pci.ids, where that is installed', async () => {
  const ids = ['# comment', '1002  Advanced Micro Devices, Inc. [AMD/ATI]', '\t7550  Navi 48 [Radeon RX 9070/9070 XT]', '\t\t1002 1234  Subsystem', '10de  NVIDIA Corporation', '\t7550  Not this one', '\t2c31  GB203GL [NVIDIA RTX PRO 4500]', 'C 03  Display controller', ''].join('\n');
  const { accelerators } = await replay('bios-virtio', (capture) => {
    capture.files['/usr/share/misc/pci.ids'] = ids;
    addCard(capture, { address: '0000:03:00.0', ids: '1002:7550', class: '030000' });
    addCard(capture, { address: '0000:04:00.0', ids: '10de:2c31', class: '030000' });
    addCard(capture, { address: '0000:05:00.0', ids: '10de:fffe', class: '030000' });
  });
  assert.deepEqual(accelerators.map(({ name }) => name), ['AMD Radeon RX 9070/9070 XT', 'NVIDIA RTX PRO 4500', 'NVIDIA GPU 10de:fffe']);
});

test('the link of an NVMe disk, where the kernel names one', async () => {
  const folder = '/sys/class/block/nvme0n1/device/device';
  const { disks } = await replay('qemu-many-disks', ({ files }) => {
    for (const [name, value] of Object.entries(link('8.0 GT/s PCIe', '2', '16.0 GT/s PCIe', '4'))) files[`${folder}/${name}`] = `${value}\n`;
  });
  assert.deepEqual(disks.filter((disk) => disk.link).map(({ path, link: pcie }) => [path, pcie]), [['/dev/nvme0n1', { speedGTs: 8, width: 2, maxSpeedGTs: 16, maxWidth: 4 }]]);
});
