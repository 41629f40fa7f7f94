/** Faults 15, 16, 37 and 38 of the fault list: machines that are too small, too full, or already somebody's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sizeLayout } from '../../installer/planner/size-layout.ts';
import type { StorageSpec } from '../../installer/planner/storage-spec.ts';
import { layOut } from '../../installer/planner/volumes.ts';
import type { Disk, Machine, Use } from '../../shared/machine/machine.ts';
import { installingMachine, planFor, recordedMachine, refusalsOf } from '../fakes/installing-machine.ts';

const spec = (cognos = ''): string => `#cloud-config
hostname: edge-01
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1${cognos}}
`;
const target = ({ disks }: Machine): Disk => disks.find(({ isMedium }) => !isMedium) as Disk;
const withBytes = (name: string, bytes: number, sector = 512): Machine => recordedMachine(name, (machine) => {
  Object.assign(target(machine), { bytes, logicalSectorBytes: sector, physicalSectorBytes: 4096 });
});
const withUses = (uses: Use[]): Machine => recordedMachine('uefi-virtio', (machine) => { target(machine).uses = uses; });

const needed = 9_855_565_824;
/** What fits follows from what is asked, so the sizes that would be computed otherwise are given. */
const fixed = 'storage: {swap: {size: 1GiB}, models: {size: 4583MiB}}';
for (const sector of [512, 4096]) {
  test(`fault 15: a disk that is one byte too small is refused, one that is exactly large enough is not (${sector}-byte sectors)`, async () => {
    assert.deepEqual(await refusalsOf(withBytes('uefi-virtio', needed - 1, sector), spec(`, ${fixed}`)), [
      'cognos.storage: /dev/vda has 9.9 GB (9,855,565,823 bytes), this layout needs 9.9 GB (9,855,565,824 bytes) (ESP 537 MB, root 3.4 GB, swap 1.1 GB, models 4.8 GB); use a larger disk, give smaller sizes under cognos.storage, or say ai: {model: none} to do without the models filesystem',
    ]);
    assert.deepEqual(await refusalsOf(withBytes('uefi-virtio', needed, sector), spec(`, ${fixed}`)), []);
  });
}

test('fault 15: what is advised is possible', async () => {
  assert.deepEqual(await refusalsOf(withBytes('uefi-virtio', 1e9), spec(', storage: {layout: ext4}, ai: {model: none}')), [
    'cognos.storage: /dev/vda has 1.0 GB (1,000,000,000 bytes), this layout needs 4.1 GB (4,109,369,344 bytes) (ESP 537 MB, root 3.5 GB, swap 63 MB); use a larger disk or give smaller sizes under cognos.storage',
  ]);
  assert.deepEqual(await refusalsOf(withBytes('uefi-virtio', needed - 1), spec(', ai: {model: none}')), []);
});

test('fault 15: sizes that no tool could work with are refused before the disk is touched', async () => {
  assert.deepEqual(await refusalsOf(recordedMachine('uefi-virtio'), spec(', storage: {root: {size: 1GiB}}')), [
    'cognos.storage.root.size: 1.1 GB (1,073,741,824 bytes) is too small for the root filesystem: the system needs 3.4 GB (3,436,183,552 bytes)',
  ]);
  assert.deepEqual(await refusalsOf(recordedMachine('uefi-virtio'), spec(', storage: {models: {size: 299MiB}}')), [
    'cognos.storage.models.size: 314 MB (313,524,224 bytes) is too small: no XFS can be made that small, so give at least 300 MiB',
  ]);
});

test('fault 37: an ESP without room for the boot loaders is refused beforehand, by the sectors of the disk', async () => {
  assert.deepEqual(await refusalsOf(recordedMachine('uefi-virtio'), spec(', storage: {esp: {size: 63MiB}}')), [
    'cognos.storage.esp.size: 66 MB (66,060,288 bytes) is too small: the boot loaders and a FAT32 with the sectors of this disk need more, so give at least 64 MiB',
  ]);
  assert.deepEqual(await refusalsOf(recordedMachine('disk-4kn'), spec(', storage: {esp: {size: 259MiB}}')), [
    'cognos.storage.esp.size: 272 MB (271,581,184 bytes) is too small: the boot loaders and a FAT32 with the sectors of this disk need more, so give at least 260 MiB',
  ]);
  assert.deepEqual(await refusalsOf(recordedMachine('disk-4kn'), spec(', storage: {esp: {size: 260MiB}}')), []);
});

test('no swap and no models filesystem are sizes too: 0B', async () => {
  const plan = await planFor(recordedMachine('uefi-virtio'), spec(', storage: {swap: {size: 0B}, models: {size: 0B}}'));
  const table = plan.steps.find((step) => step.kind === 'partition-disk');
  assert.deepEqual(table?.partitions.map(({ label }) => label), ['cognos-bios', 'cognos-esp', 'cognos-root']);
  const fstab = plan.steps.find((step) => step.kind === 'write-file' && step.path === '/etc/fstab');
  assert.doesNotMatch(JSON.stringify(fstab), /swap|models/);
});

test('fault 15, for any disk: the layout lies within it, aligned and without overlap, or is refused', () => {
  const size = fc.option(fc.integer({ min: 1, max: 600_000 }).map((mib) => `${mib}MiB`), { nil: undefined });
  const storages = fc.record({ root: size, swap: size, models: size, esp: size }).map((sizes): StorageSpec =>
    Object.fromEntries(Object.entries(sizes).flatMap(([name, value]) => (value === undefined ? [] : [[name, { size: value }]]))));
  const machine = recordedMachine('uefi-virtio');
  const { image } = machine.medium ?? assert.fail();
  let fitted = 0;
  fc.assert(fc.property(
    fc.oneof(fc.maxSafeNat(), fc.integer({ min: 0, max: 2e10 }), fc.integer({ min: needed - 2e6, max: needed + 2e6 })), fc.constantFrom(512, 4096),
    fc.constantFrom('btrfs' as const, 'ext4' as const), storages, fc.boolean(), fc.integer({ min: 800 * 1024 ** 2, max: 2 ** 43 }),
    (bytes, logicalSectorBytes, layout, storage, withModels, memory) => {
      const disk = { ...target(machine), bytes, logicalSectorBytes };
      const verdict = sizeLayout({ disk, machine: { ...machine, memory: { bytes: memory } }, storage, layout, image, models: withModels ? { least: 4.8e9, wanted: 9.6e9 } : undefined });
      if ('refusal' in verdict) return;
      fitted += 1;
      const mib = 1024 ** 2;
      // The backup GPT: 33 sectors of 512 bytes or 5 of 4096 at the end, a MiB at most.
      const end = bytes - mib;
      let free = mib;
      for (const { partition } of Object.values(layOut(verdict.sizes, layout, 'x86_64', 'seed')).sort((a, b) => a.partition.number - b.partition.number)) {
        assert.ok(partition.startBytes >= free, `${partition.label} overlaps`);
        assert.ok(partition.bytes > 0 && Number.isSafeInteger(partition.bytes));
        assert.equal(partition.startBytes % mib, 0);
        assert.equal(partition.bytes % mib, 0);
        assert.equal(partition.startBytes % logicalSectorBytes, 0);
        free = partition.startBytes + partition.bytes;
      }
      assert.ok(free <= end, `ends at ${free} of ${bytes}`);
      assert.ok(verdict.sizes.root >= image.bytes);
    },
  ), { numRuns: 500, seed: 15 });
  assert.ok(fitted > 50, `only ${fitted} fitted: the property says little`);
});

const sixteen: [what: string, machine: () => Machine, cognos: string, refusals: string[]][] = [
  ['no disk', () => recordedMachine('no-disk'), '', ['cognos.storage.disk.match: this machine has no disk that could be seen; attach one or check that its controller has a driver in Debian 12']],
  ['only the install medium', () => recordedMachine('medium-only'), '', ['cognos.storage.disk.match: no disk of this machine can be used: SanDisk Ultra, serial 4C530001230456117012, 31 GB is the medium this system was started from']],
  ['the medium, even by name', () => recordedMachine('medium-only'), ', storage: {disk: {match: {serial: "4C530001230456117012"}, wipe: any}}', ['cognos.storage.disk.match: no disk of this machine can be used: SanDisk Ultra, serial 4C530001230456117012, 31 GB is the medium this system was started from']],
  ['a mounted disk, even by name', () => withUses([{ kind: 'mounted', detail: '/srv' }]), ', storage: {disk: {match: {serial: cognos-vda}, wipe: any}}', ['cognos.storage.disk.match: no disk of this machine can be used: QEMU DVD-ROM, serial QM00001, 2.5 MB is the medium this system was started from; virtio disk /dev/vda, serial cognos-vda, 21 GB is in use (mounted at /srv)']],
  ['a disk in an active volume group', () => withUses([{ kind: 'lvm', detail: 'vg-data' }]), ', storage: {disk: {match: {serial: cognos-vda}}}', ['cognos.storage.disk.match: no disk of this machine can be used: QEMU DVD-ROM, serial QM00001, 2.5 MB is the medium this system was started from; virtio disk /dev/vda, serial cognos-vda, 21 GB is in use (lvm vg-data)']],
  ['a member of a running array', () => recordedMachine('degraded-md'), ', storage: {disk: {match: {serial: "71A0A0001"}}}', ['cognos.storage.disk.match: no disk of this machine can be used: TOSHIBA MG08ACA16TE, serial 71A0A0001, 16 TB is in use (md /dev/md0); TOSHIBA MG08ACA16TE, serial 71A0A0002, 16 TB does not match serial; INTEL SSDSC2KB240G8, serial PHYF000000003, 240 GB does not match serial; SanDisk Ultra, serial 4C530001230456117012, 31 GB is the medium this system was started from']],
  ['BitLocker that nobody named', () => recordedMachine('bitlocker-laptop'), '', ['cognos.storage.disk: SAMSUNG MZVL21T0HCLR-00BL7, serial S64NNX0W100001, 1.0 TB is not blank: Windows (BitLocker, 1.0 TB), EFI system partition (273 MB), Windows reserved partition (17 MB), Windows recovery partition (2.1 GB). To overwrite it, name it with match: {serial: "S64NNX0W100001"} or say wipe: any']],
  ['BitLocker named by serial', () => recordedMachine('bitlocker-laptop'), ', storage: {disk: {match: {serial: "S64NNX0W100001"}}}', []],
  ['BitLocker by a model, which names no one disk', () => recordedMachine('bitlocker-laptop'), ', storage: {disk: {match: {model: "SAMSUNG*"}}}', ['cognos.storage.disk: SAMSUNG MZVL21T0HCLR-00BL7, serial S64NNX0W100001, 1.0 TB is not blank: Windows (BitLocker, 1.0 TB), EFI system partition (273 MB), Windows reserved partition (17 MB), Windows recovery partition (2.1 GB). To overwrite it, name it with match: {serial: "S64NNX0W100001"} or say wipe: any']],
  ['an inactive physical volume that nobody named', () => recordedMachine('qemu-many-disks'), ', storage: {disk: {match: {by-id: "*LVM-0002*"}}}', ['cognos.storage.disk: QEMU HARDDISK, serial LVM-0002, 2.1 GB is not blank: LVM (of old, inactive). To overwrite it, name it with match: {serial: "LVM-0002"} or say wipe: any']],
  ['an inactive array member that nobody named', () => recordedMachine('degraded-md'), ', storage: {disk: {match: {size: ">1T"}}}', ['cognos.storage.disk: TOSHIBA MG08ACA16TE, serial 71A0A0002, 16 TB is not blank: RAID member (of nas:0, inactive, 16 TB). To overwrite it, name it with match: {serial: "71A0A0002"} or say wipe: any']],
  ['two disks alike', () => recordedMachine('identical-disks'), ', storage: {disk: {match: {prefer: largest}}}', ['cognos.storage.disk.match: 2 disks match and are equal by prefer: largest, and CognOS does not guess: WD_BLACK SN850X 2000GB, serial 24000000001, 2.0 TB; WD_BLACK SN850X 2000GB, serial 24000000002, 2.0 TB. Name one, for example with match: {serial: "24000000001"}']],
  ['a disk without any name, and what is on it', () => recordedMachine('uefi-virtio', (machine) => { const disk = target(machine); delete disk.serial; delete disk.wwn; Object.assign(disk, { byId: [], content: { type: 'ext4' } }); }), '', ['cognos.storage.disk: virtio disk /dev/vda, 21 GB is not blank: ext4. To overwrite it, say wipe: any']],
  ['a read-only disk', () => recordedMachine('uefi-virtio', (machine) => { target(machine).readOnly = true; }), '', ['cognos.storage.disk.match: no disk of this machine can be used: QEMU DVD-ROM, serial QM00001, 2.5 MB is the medium this system was started from; virtio disk /dev/vda, serial cognos-vda, 21 GB is read-only']],
];
for (const [what, machine, cognos, refusals] of sixteen) {
  test(`fault 16: ${what}`, async () => {
    assert.deepEqual(await refusalsOf(machine(), spec(cognos)), refusals);
  });
}

test('fault 37: a full NVRAM, a read-only efivarfs and none at all are a warning in the report, and the install ends well', async () => {
  const words: [stderr: string, exitCode: number][] = [
    ['Could not prepare Boot variable: No space left on device', 2],
    ['Could not prepare Boot variable: Read-only file system', 30],
    ['EFI variables are not supported on this system.', 2],
  ];
  for (const [stderr, exitCode] of words) {
    const machine = installingMachine('uefi-virtio', { efibootmgr: { exitCode, stderr } });
    assert.equal((await machine.drive(spec())).exitCode, 0, stderr);
    const report = JSON.parse(machine.host.files.get('/target/var/lib/cognos/report.json')?.content ?? '') as { notes: string[] };
    assert.deepEqual(report.notes, [`The firmware took no boot entry (efibootmgr exited with ${exitCode}: ${stderr}); the machine starts from \\EFI\\BOOT\\BOOTX64.EFI on this disk instead. If it does not, add an entry for that file in the firmware's own setup.`]);
  }
});

test('fault 37: an ESP that is full after all keeps the one copy that every firmware starts', async () => {
  const machine = installingMachine('uefi-virtio', { 'chroot /target cp -- /usr/lib/shim/mmx64.efi.signed /boot/efi/EFI/debian/mmx64.efi': { exitCode: 1, stderr: "cp: error writing '/boot/efi/EFI/debian/mmx64.efi': No space left on device" } });
  assert.equal((await machine.drive(spec())).exitCode, 0);
  const report = JSON.parse(machine.host.files.get('/target/var/lib/cognos/report.json')?.content ?? '') as { notes: string[] };
  assert.deepEqual(report.notes, ['The EFI system partition has no room for both copies of the boot loader; the machine starts from \\EFI\\BOOT\\BOOTX64.EFI only.']);
  assert.deepEqual(machine.host.lines.filter((line) => line.includes(' cp -- /usr/lib/shim/shimx64')), ['chroot /target cp -- /usr/lib/shim/shimx64.efi.signed /boot/efi/EFI/BOOT/BOOTX64.EFI']);
  assert.ok(machine.host.lines.some((line) => line.startsWith('efibootmgr --quiet --create') && line.endsWith('--loader \\EFI\\BOOT\\BOOTX64.EFI')));
  assert.ok(machine.host.files.has('/target/boot/efi/EFI/debian/grub.cfg'));
});

test('fault 37: an ESP too full for even one copy fails in its own words, resumable', async () => {
  const full = { exitCode: 1, stderr: "cp: error writing '/boot/efi/EFI/BOOT/grubx64.efi': No space left on device" };
  const machine = installingMachine('uefi-virtio', { 'chroot /target cp': full });
  const { exitCode, output } = await machine.drive(spec());
  assert.equal(exitCode, 4);
  assert.match(output, /cognos: failed: Making the disk bootable: chroot exited with 1: cp: error writing '\/boot\/efi\/EFI\/BOOT\/grubx64\.efi': No space left on device\n/);
});

test('fault 38: a machine sold with 1 GB of memory is enough, less is refused', async () => {
  const withMemory = (bytes: number): Machine => recordedMachine('uefi-virtio', (machine) => { machine.memory.bytes = bytes; });
  assert.deepEqual(await refusalsOf(withMemory(955 * 1024 ** 2), spec()), []); // MemTotal of a 1 GiB guest.
  assert.deepEqual(await refusalsOf(withMemory(800 * 1024 ** 2), spec()), []);
  assert.deepEqual(await refusalsOf(withMemory(800 * 1024 ** 2 - 1), spec()), ['this machine has 800 MiB of memory, CognOS needs 1 GiB to be installed; add memory']);
  assert.deepEqual(await refusalsOf(withMemory(477 * 1024 ** 2), spec()), ['this machine has 477 MiB of memory, CognOS needs 1 GiB to be installed; add memory']);
});

test('fault 38: one processor without KVM is planned like any other', async () => {
  const small = recordedMachine('uefi-virtio', (machine) => {
    Object.assign(machine, { virtualisation: 'qemu', cpu: { ...machine.cpu, cores: 1, threads: 1, sockets: 1, flags: machine.cpu.flags.filter((flag) => flag !== 'vmx' && flag !== 'svm') } });
  });
  const [one, two] = [await planFor(small, spec()), await planFor(recordedMachine('uefi-virtio'), spec())];
  assert.deepEqual([one.ai.agent?.threads, two.ai.agent?.threads], [1, 2]);
  assert.deepEqual([one.disk, one.ai.model, one.steps.map(({ id }) => id)], [two.disk, two.ai.model, two.steps.map(({ id }) => id)]);
});

test('fault 15: a disk too small for the asked model is refused with the largest that would fit', async () => {
  const large = withBytes('uefi-virtio', 8e9);
  large.memory.bytes = 32 * 1024 ** 3;
  assert.deepEqual(await refusalsOf(large, spec(', ai: {model: mistral-7b-instruct-v0.3-q4_k_m}')), [
    'cognos.ai.model: Mistral 7B Instruct v0.3 Q4_K_M needs a models filesystem of 4.8 GB and the disk has room for 3.5 GB; the largest that fits is Qwen3 1.7B Q8_0 with 1.8 GB (model: qwen3-1.7b-q8_0)',
  ]);
});

test('auto takes a model that the disk has room for', async () => {
  const small = withBytes('uefi-virtio', 8e9);
  small.memory.bytes = 32 * 1024 ** 3;
  const { ai, disk } = await planFor(small, spec());
  const models = disk.after.parts.find(({ label }) => label === 'cognos-models');
  assert.ok(ai.model && models && ai.model.file.bytes < models.bytes);
});

test('fault 38: nothing waits for randomness: every UUID of a plan follows from spec and disk', async () => {
  const { crypto } = globalThis;
  const { getRandomValues, randomUUID } = crypto;
  const refuse = (): never => assert.fail('the planner asked for randomness');
  try {
    Object.assign(crypto, { getRandomValues: refuse, randomUUID: refuse });
    await planFor(recordedMachine('uefi-virtio'), spec());
  } finally {
    Object.assign(crypto, { getRandomValues, randomUUID });
  }
  const machine = installingMachine();
  assert.equal((await machine.drive(spec())).exitCode, 0);
  assert.deepEqual(machine.host.lines.filter((line) => /\/dev\/u?random|uuidgen|ssh-keygen/.test(line)), []);
});
