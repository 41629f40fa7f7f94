import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootSectorCode, embeddedCore } from '../../../installer/medium/bios-boot-code.ts';
import { cloudFiles } from '../../../installer/medium/cloud-files.ts';
import { nominalMedium } from '../../../installer/planner/nominal-medium.ts';
import { layOut } from '../../../installer/planner/volumes.ts';

const mib = 1024 ** 2;
const image = { ...nominalMedium('x86_64').image, kernel: '6.1.0-40-amd64' };
const volumes = layOut({ biosBoot: mib, esp: 128 * mib, boot: 0, root: 3072 * mib, swap: 0, models: 0 }, 'btrfs', 'x86_64', 'seed');
const files = new Map(cloudFiles(volumes, image).map((step) => [step.kind === 'write-file' || step.kind === 'link' ? step.path : step.id, step]));
const textOf = (path: string): string => {
  const step = files.get(path);
  assert.ok(step?.kind === 'write-file' && 'text' in step.content, path);
  return step.content.text;
};

test('the boot sector loads the core image from where it lies and keeps the partition table', () => {
  const code = Buffer.from(bootSectorCode(new Uint8Array(512).fill(0xeb), 2048));
  assert.equal(code.length, 440);
  assert.equal(code.readBigUInt64LE(0x5c), 2048n);
  assert.deepEqual([code[0x64], code[0x66], code[0x67]], [0xff, 0x90, 0x90]);
  assert.ok(code.subarray(3, 0x5a).every((byte) => byte === 0));
  assert.throws(() => bootSectorCode(new Uint8Array(440), 2048), /440 bytes instead of 512/);
});

test("the core image's first sector lists the rest of it", () => {
  const core = Buffer.alloc(3 * 512 + 17, 7);
  core.writeUInt16LE(3, 508);
  const embedded = Buffer.from(embeddedCore(core, 2048, mib));
  assert.equal(embedded.length, 4 * 512);
  assert.equal(embedded.readBigUInt64LE(500), 2049n);
  assert.deepEqual(embedded.subarray(512, core.length), core.subarray(512));
  assert.throws(() => embeddedCore(core, 2048, 1024), /has 1553 bytes, its partition 1024/);
  core.writeUInt16LE(9, 508);
  assert.throws(() => embeddedCore(core, 2048, mib), /lists 9 sectors to load and has 3/);
});

test('the filesystem table of a cloud image mounts root, its subvolumes, models and the ESP', () => {
  const rows = textOf('/etc/fstab').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  assert.deepEqual(rows.map(([, at]) => at), ['/', '/home', '/var/log', '/.snapshots', '/boot/efi', '/var/lib/cognos/models']);
  assert.deepEqual([...new Set(rows.map(([source]) => source))], [`UUID=${volumes.root.fsUuid}`, `UUID=${volumes.esp.fsUuid}`]);
});

test('a cloud image starts on serial and screen, is given to cloud-init, and has no machine’s name, user or spec', () => {
  assert.match(textOf('/boot/grub/grub.cfg'), /console=tty0 console=ttyS0,115200/);
  assert.match(textOf('/boot/grub/grub.cfg'), new RegExp(`root=UUID=${volumes.root.fsUuid} ro rootflags=subvol=@`));
  const cloud = textOf('/etc/cloud/cloud.cfg.d/99-cognos-cloud.cfg');
  for (const source of ['NoCloud', 'ConfigDrive', 'OpenStack', 'Ec2', 'GCE', 'Azure', 'None']) assert.match(cloud, new RegExp(`[\\[ ]${source}[,\\]]`));
  for (const path of ['/etc/hostname', '/etc/cognos/spec.yaml', '/etc/cloud/cloud-init.disabled', '/etc/netplan/60-cognos.yaml', '/etc/ssh/ssh_host_ed25519_key']) assert.ok(!files.has(path), path);
});

test('a cloud image is protected before its first packet, by the same files as an install', () => {
  const groups = cloudFiles(volumes, image).flatMap((step) => (step.kind === 'protect' ? [step.group] : []));
  for (const group of ['firewall', 'ssh', 'kernel'] as const) assert.ok(groups.includes(group), group);
});
