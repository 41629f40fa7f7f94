/** Every recorded machine reads back, makes sense and, where there is a capture, is what the probe says of it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import { assessPci, assessUsb } from '../../../shared/machine/assess-accelerator.ts';
import { readCpuFeatures } from '../../../shared/machine/cpu-features.ts';
import { formatMachine } from '../../../shared/machine/format-machine.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';
import { machines, replay } from './replay.ts';

const names = readdirSync(machines).filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));

const notes: Record<string, string> = {
  'qemu-many-disks': 'Probed in QEMU 7.2 (i440FX, SeaBIOS, software emulation) from raw/qemu-many-disks.json; its medium is an example.',
  'uefi-virtio': 'Probed in QEMU 7.2 (q35, OVMF, software emulation) from raw/uefi-virtio.json; its medium is an example.',
  'bios-virtio': 'Probed in QEMU 7.2 (i440FX, SeaBIOS, software emulation) from raw/bios-virtio.json; its medium is an example.',
  'build-vm': 'Probed on the machine CognOS was built on, from raw/build-vm.json; serial and MAC are replaced.',
};

test('at least twelve machines are recorded, and none is a stray', () => {
  assert.ok(names.length >= 12, names.join(' '));
  for (const name of Object.keys(notes)) assert.ok(names.includes(name) || process.env['RECORD'], name);
});

for (const [name, note] of Object.entries(notes)) {
  test(`${name} is what the probe says of its capture`, async () => {
    const file = new URL(`${name}.json`, machines);
    const probed: Machine = { ...await replay(name), provenance: { kind: 'probed', note } };
    if (process.env['RECORD']) writeFileSync(file, `${JSON.stringify(probed, null, 2)}\n`);
    assert.deepEqual(probed, JSON.parse(readFileSync(file, 'utf8')));
  });
}

for (const name of names) {
  test(`${name}: the table says of its accelerators what the record says, and its CPU features are those of its flags`, () => {
    const file = new URL(`${name}.json`, machines);
    const machine = JSON.parse(readFileSync(file, 'utf8')) as Machine;
    const judged: Machine = { ...machine, cpu: { ...machine.cpu, features: readCpuFeatures(machine.cpu.flags) }, accelerators: judgeAnew(machine) };
    if (process.env['RECORD']) writeFileSync(file, `${JSON.stringify(judged, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(JSON.stringify(judged)));
  });

  test(`${name} is a machine`, async () => {
    const machine = await readMachine(readFileSync(new URL(`${name}.json`, machines), 'utf8'), name);
    assertPartitionsFit(machine);
    assertMediumAgrees(machine);
    const isCaptured = existsSync(new URL(`raw/${name}.json`, machines));
    assert.equal(machine.provenance.kind, isCaptured ? 'probed' : 'documented');
    assert.ok(machine.provenance.note.length > 40, 'a record says where it comes from');
    for (const line of formatMachine(machine).split('\n')) assert.ok(line.length <= 80, line);
  });
}

/** From the machine's own lists of devices and the facts recorded beside each verdict. */
function judgeAnew({ pci, usb, accelerators }: Machine): Accelerator[] {
  const recorded = new Map(accelerators.map((each) => [each.id, each]));
  const again = [
    ...pci.map((device) => assessPci(device, factsOf(recorded.get(`pci-${device.address}`)))),
    ...usb.map((device) => assessUsb(device, factsOf(recorded.get(`usb-${device.address}`)))),
  ];
  return again.filter((each) => each !== undefined);
}

/** A card sold with several sizes is recorded with the one that its memory window gave away: that is a fact like a driver's. */
function factsOf(recorded: Accelerator | undefined): Parameters<typeof assessPci>[1] {
  if (!recorded) return {};
  const { bus, memory, integrated } = recorded;
  const isRead = 'bytes' in memory && /^(amdgpu|xe):|BAR 2$/.test(memory.source);
  return { ...bus.kind === 'pci' ? { numaNode: bus.numaNode, link: bus.link } : { speedMbps: bus.speedMbps }, integrated, ...isRead ? { memory } : {} };
}

function assertPartitionsFit({ disks }: Machine): void {
  for (const { path, bytes, partitions } of disks) {
    let end = 0;
    for (const part of partitions) {
      // A hybrid ISO has its first partition over the whole image, which other tools read as an overlap.
      if (part.content?.type !== 'iso9660') assert.ok(part.startBytes >= end, `${part.path} overlaps`);
      end = part.startBytes + part.bytes;
      assert.ok(end <= bytes, `${part.path} ends after ${path}`);
    }
  }
}

function assertMediumAgrees({ disks, medium, architecture }: Machine): void {
  for (const disk of disks.filter(({ isMedium }) => isMedium)) {
    assert.deepEqual(disk.uses.filter(({ kind }) => kind === 'medium'), [{ kind: 'medium', detail: medium?.mountpoint }]);
  }
  assert.ok(!medium || medium.image.architecture === architecture);
}
