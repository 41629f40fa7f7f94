import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { acceleratorTable, findPciFamily, findUsbFamily } from '../../../shared/machine/accelerator-table.ts';
import { assessPci, assessUsb } from '../../../shared/machine/assess-accelerator.ts';
import { deriveAccelerators } from '../../../shared/machine/derive-accelerators.ts';
import { formatMachine } from '../../../shared/machine/format-machine.ts';
import type { Machine, PciDevice, UsbDevice } from '../../../shared/machine/machine.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';
import { machines } from './replay.ts';

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../assets/${path}`, import.meta.url), 'utf8'));
}

function card(vendor: string, device: string, deviceClass = '030000', address = '0000:01:00.0', driver?: string): PciDevice {
  return { address, class: deviceClass, vendor, device, ...driver ? { driver } : {} };
}

test('the table keeps to its schema', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(readJson('accelerators.schema.json') as object);
  assert.ok(validate(readJson('accelerators.json')), JSON.stringify(validate.errors, null, 1));
});

test('no row twice, and every model belongs to a family', () => {
  const { families, models } = acceleratorTable;
  assert.equal(new Set(families.map(({ id }) => id)).size, families.length);
  assert.equal(new Set(models.map(({ vendor, device }) => `${vendor}:${device}`)).size, models.length);
  for (const { vendor, device, name } of models) {
    assert.ok(['030000', '030200', '038000', '120000'].some((each) => findPciFamily(card(vendor, device, each))?.family !== 'other'), name);
  }
});

test('NVIDIA\'s generations are where Debian\'s own lists of supported cards put them', () => {
  const series = readJson('nvidia-series.json') as Record<'current' | 'tesla470' | 'unsupported', string[]>;
  const rowsOf = (ids: string[]): string[] => [...new Set(ids.map((id) => findPciFamily(card('10de', id))?.id ?? 'none'))].sort();
  assert.deepEqual(rowsOf(series.current), ['nvidia']);
  // Four newer chips are listed there as well.
  assert.deepEqual(rowsOf(series.tesla470), ['nvidia', 'nvidia-kepler']);
  assert.deepEqual(rowsOf(series.unsupported), ['nvidia-unsupported']);
});

test('every range runs upwards and every row can be reached', () => {
  for (const { id, match } of acceleratorTable.families) {
    for (const range of match.devices ?? []) assert.ok(range.length === 4 || range.slice(0, 4) < range.slice(5), `${id} ${range}`);
    const device = match.devices?.[0]?.slice(0, 4) ?? 'fffe';
    const vendor = match.vendor === '*' ? 'fffe' : match.vendor;
    const found = match.bus === 'usb' ? findUsbFamily({ vendor, product: device })
      : findPciFamily(card(vendor, device, `${match.classes?.[0] ?? 'ff00'}00`, match.slot ? `0000:${match.slot}` : undefined));
    assert.equal(found?.id, id);
  }
});

/** Every family, with the id a person would look for. */
const known: [string, string, string, string | undefined, string | undefined][] = [
  ['10de', '2684', '030000', 'nvidia', 'llm'], ['10de', '2330', '030200', 'nvidia', 'llm'], ['10de', '2b85', '030000', 'nvidia', 'llm'], ['10de', '1004', '030000', 'nvidia', 'llm'], ['10de', '2e12', '030000', 'nvidia', 'llm'],
  ['10de', '06c0', '030000', 'nvidia', 'nothing-yet'], ['1002', '744c', '030000', 'amd', 'llm'], ['1002', '74a1', '120000', 'amd', 'llm'], ['1002', '740f', '038000', 'amd', 'llm'],
  ['1002', '1586', '038000', 'amd', 'llm'], ['1002', '9498', '030000', 'amd', 'nothing-yet'], ['8086', '56a0', '030000', 'intel-gpu', 'llm'], ['8086', 'e20b', '030000', 'intel-gpu', 'llm'],
  ['8086', '0bda', '038000', 'intel-gpu', 'llm'], ['8086', '0412', '030000', 'intel-gpu', 'nothing-yet'],
  ...['7d1d', 'ad1d', '643e', 'b03e', 'd71d'].map((id): typeof known[number] => ['8086', id, '120000', 'intel-npu', 'nothing-yet']), ['8086', '7d1d', '0b4000', 'intel-npu', 'nothing-yet'],
  ['1ac1', '089a', '0880ff', 'coral', 'vision'], ['1ac1', '089a', '0000ff', 'coral', 'vision'], ['1e60', '2864', '0b4000', 'hailo', 'vision'], ['1e60', '45c4', '0b4000', 'hailo', 'nothing-yet'],
  ['1e60', '43a2', '0b4000', 'hailo', 'vision'], ...['1000', '1010', '1020', '1060', '1063'].map((id): typeof known[number] => ['1da3', id, '120000', 'gaudi', 'nothing-yet']),
  ['1d0f', '7064', '088000', 'other', 'nothing-yet'], ['1d0f', '7564', '088000', 'other', 'nothing-yet'], ['1ed5', '0201', '030000', 'other', 'nothing-yet'], ['10ee', '500c', '120000', 'other', 'nothing-yet'],
  ['1022', '17f0', '118000', 'other', 'nothing-yet'],
];
for (const [vendor, device, deviceClass, family, runs] of known) {
  test(`${vendor}:${device} of class ${deviceClass} is ${family}: ${runs}`, () => {
    const found = assessPci(card(vendor, device, deviceClass));
    assert.deepEqual([found?.family, found?.runs], [family, runs]);
    assert.ok(found?.change, 'without a driver something has to change');
  });
}

test('sticks are found before and after their firmware', () => {
  const sticks: [string, string, string, string][] = [
    ['1a6e', '089a', 'coral', 'vision'], ['18d1', '9302', 'coral', 'vision'],
    ['03e7', '2485', 'neural-compute-stick', 'nothing-yet'], ['03e7', '2150', 'neural-compute-stick', 'nothing-yet'], ['03e7', 'f63b', 'neural-compute-stick', 'nothing-yet'],
  ];
  for (const [vendor, product, family, runs] of sticks) {
    const found = assessUsb({ address: '1-2', vendor, product });
    assert.deepEqual([found?.id, found?.family, found?.runs], ['usb-1-2', family, runs]);
  }
  assert.equal(assessUsb({ address: '1-2', vendor: '18d1', product: '4ee7' }), undefined, 'a telephone of Google\'s is no Coral');
});

test('cards that no list knows yet are found by maker and class', () => {
  for (const [vendor, deviceClass, family] of [['10de', '030000', 'nvidia'], ['10de', '030200', 'nvidia'], ['1002', '030000', 'amd'], ['1002', '038000', 'amd'], ['1002', '120000', 'amd'], ['8086', '030000', 'intel-gpu'], ['8086', '038000', 'intel-gpu']] as const) {
    const found = assessPci(card(vendor, 'fffe', deviceClass));
    assert.deepEqual([found?.family, found?.runs, found?.integrated], [family, 'llm', false]);
    assert.ok(found && 'unknown' in found.memory);
    assert.match(found.name, new RegExp(`${vendor}:fffe$`));
  }
  assert.deepEqual([assessPci(card('1e52', '401e', '120000'))?.family], ['other'], 'an accelerator of a maker that is not in the table');
});

test('Intel\'s graphics at 00:02.0 share the memory, those in a slot do not', () => {
  assert.equal(assessPci(card('8086', 'fffe', '030000', '0000:00:02.0'))?.integrated, true);
  assert.equal(assessPci(card('8086', 'fffe', '030000', '0000:03:00.0'))?.integrated, false);
  assert.equal(assessPci(card('8086', '56a0', '030000', '0000:00:02.0'))?.integrated, false, 'an Arc handed to a virtual machine may stand there');
});

test('what only draws a screen is no accelerator', () => {
  const adapters = [['1af4', '1050'], ['1b36', '0100'], ['1234', '1111'], ['15ad', '0405'], ['1414', '5353'], ['80ee', 'beef'], ['1013', '00b8'], ['1a03', '2000'], ['102b', '0536'], ['102b', '0522'], ['1002', '515e'], ['1d0f', '1111']] as const;
  for (const [vendor, device] of adapters) for (const deviceClass of ['030000', '038000']) assert.equal(assessPci(card(vendor, device, deviceClass)), undefined, `${vendor}:${device}`);
  assert.equal(assessPci(card('10de', '22ba', '040300')), undefined, 'the sound of a graphics card');
  assert.equal(assessPci(card('10de', '22a3', '068000')), undefined, 'an NVSwitch');
  assert.equal(assessPci(card('8086', '0b25', '088000')), undefined, 'a data mover');
});

test('a driver that can do it leaves nothing to change; nouveau, vfio and a missing vendor stack do not', () => {
  assert.equal(assessPci(card('10de', '2684', '030000', '0000:01:00.0', 'nvidia'))?.change, undefined);
  assert.match(assessPci(card('10de', '2684', '030000', '0000:01:00.0', 'nouveau'))?.change ?? '', /NVIDIA's driver/);
  assert.equal(assessPci(card('1002', '744c', '030000', '0000:01:00.0', 'amdgpu'))?.change, undefined);
  assert.match(assessPci(card('1002', '74a1', '120000', '0000:01:00.0', 'amdgpu'))?.change ?? '', /ROCm/);
  assert.match(assessPci(card('1002', '67b0', '030000', '0000:01:00.0', 'radeon'))?.change ?? '', /amdgpu\.cik_support=1/);
  const passed = assessPci(card('10de', '2684', '030000', '0000:01:00.0', 'vfio-pci'));
  assert.deepEqual([passed?.runs, passed?.why], ['nothing-yet', 'It is set aside for virtual machines (driver vfio-pci).']);
});

test('memory: what the driver says, then the table, then BAR 2 between sizes, else why not', () => {
  const gib = 1024 ** 3;
  assert.deepEqual(assessPci(card('1002', '744c'), { memory: { bytes: 25753026560, source: 'amdgpu: mem_info_vram_total' } })?.memory, { bytes: 25753026560, source: 'amdgpu: mem_info_vram_total' });
  assert.deepEqual(assessPci(card('10de', '2684'))?.memory, { bytes: 24 * gib, source: 'nvidia.com product page; id: pci.ids 2023.04.10' });
  assert.deepEqual(assessPci(card('8086', '56a0'), { windowBytes: 16 * gib })?.memory, { bytes: 16 * gib, source: 'ark.intel.com; id: pci.ids 2023.04.10; which of its sizes: BAR 2' });
  assert.deepEqual(assessPci(card('8086', '56a0'), { windowBytes: 256 * 1024 ** 2 })?.memory, { unknown: 'It was sold with 8 or 16 GiB; only its driver says which.' });
  assert.deepEqual(assessPci(card('8086', '56a5'), { windowBytes: 8 * gib })?.memory, { bytes: 6 * gib, source: 'ark.intel.com; id: pci.ids 2023.04.10' }, 'the window of 6 GiB is 8 GiB wide');
  assert.match(JSON.stringify(assessPci(card('8086', 'fffe'), { windowBytes: 8 * gib })?.memory), /unknown.*power of two/);
  assert.deepEqual(assessPci(card('1002', '1586'), { memory: { bytes: gib / 2, source: 'amdgpu: mem_info_vram_total' } })?.memory, { unknown: 'It shares the machine\'s memory.' });
});

const hex4 = fc.oneof(fc.constantFrom('10de', '1002', '8086', '1a03', '1ed5', '1e60', '03e7', '18d1', '9302', '2684', '56a0'), fc.string({ maxLength: 6 }));
const pciList = fc.array(fc.record<PciDevice>({ address: fc.oneof(fc.constant('0000:00:02.0'), fc.string({ maxLength: 20 })), class: fc.oneof(fc.constantFrom('030000', '030200', '120000', ''), fc.string({ maxLength: 8 })), vendor: hex4, device: hex4 }), { maxLength: 8 });
const usbList = fc.array(fc.record<UsbDevice>({ address: fc.string({ maxLength: 8 }), vendor: hex4, product: hex4 }), { maxLength: 4 });

test('whatever the buses hold: no throw, whole sentences, and the machine prints in 80 columns', () => {
  const base = JSON.parse(readFileSync(new URL('nvme-server.json', machines), 'utf8')) as Machine;
  fc.assert(fc.property(pciList, usbList, (pci, usb) => {
    const accelerators = deriveAccelerators({ pci, usb });
    assert.ok(accelerators.length <= pci.length + usb.length);
    for (const { why, change = '.' } of accelerators) assert.ok(why.endsWith('.') && change.endsWith('.'));
    for (const line of formatMachine({ ...base, pci, usb, accelerators }).split('\n')) assert.ok(line.length <= 80, line);
  }));
});

test('a record from before accelerators reads as what its lists say', async () => {
  const recorded = JSON.parse(readFileSync(new URL('h100-server.json', machines), 'utf8')) as Machine;
  const { accelerators, ...old } = recorded;
  const { features, ...cpu } = recorded.cpu;
  const read = await readMachine(JSON.stringify({ ...old, cpu }), 'old.json');
  assert.deepEqual(read.cpu.features, features);
  assert.deepEqual(read.accelerators.map(({ id, name, memory }) => [id, name, memory]), accelerators.map(({ id, name, memory }) => [id, name, memory]));
  assert.deepEqual(read.accelerators.map(({ bus }) => 'link' in bus), [false, false], 'what only sysfs knew stays unknown');
});
