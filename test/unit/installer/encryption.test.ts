/** An encrypted install on recorded machines: what is asked of cryptsetup, and what of it a second run finds. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { espGrubConfig, bootFolder, grubMenu } from '../../../installer/planner/boot-menu.ts';
import { formatPlan } from '../../../installer/planner/format-plan.ts';
import { closeVolumes } from '../../../installer/steps/open-volume.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import type { StepKind, StepOf } from '../../../shared/plan/step.ts';
import { secretReference } from '../../../shared/system/secrets.ts';
import { planFor, readSpecText, recordedMachine, refusalsOf } from '../../fakes/installing-machine.ts';
import { recordingHost, type RecordingHost } from '../../fakes/recording-host.ts';
import { runStep, type Bare } from '../../fakes/run-step.ts';

const passphrase = secretReference('cognos.storage.encrypt.passphrase');
const secrets = new Map([['cognos.storage.encrypt.passphrase', 'CANARY of the disk']]);
const device = '/dev/disk/by-partuuid/p4';
const keyFile = '/etc/cryptsetup-keys.d/cognos-models-5f0c1d2e.key';

const run = <K extends StepKind>(step: Bare<K>, host: RecordingHost): Promise<string[]> => runStep<K>(step, host, secrets);

const spec = (storage: string, more = ''): string => `#cloud-config
users: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]
cognos: {version: 1, ai: {model: none}, storage: ${storage}}
${more}`;
const encrypted = '{encrypt: {passphrase: CANARY of the disk}}';
const stepOf = <K extends StepKind>({ steps }: Plan, kind: K, id?: string): StepOf<K> => {
  const found = steps.find((step) => step.kind === kind && (id === undefined || step.id === id));
  assert.ok(found, `${kind} ${id ?? ''}`);
  return found as StepOf<K>;
};
const textOf = (plan: Plan, path: string): string => {
  const found = plan.steps.find((step) => step.kind === 'write-file' && step.path === path);
  return found?.kind === 'write-file' && 'text' in found.content ? found.content.text : '';
};

test('the passphrase is on the stdin of cryptsetup, and nowhere else', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  await run<'encrypt-volume'>({ kind: 'encrypt-volume', device, uuid: 'u', luksLabel: 'cognos-root', passphrase, keyMemoryKiB: 262144 }, host);
  await run<'open-volume'>({ kind: 'open-volume', device, name: 'cognos-root-5f0c1d2e', passphrase }, host);
  assert.deepEqual(host.lines, [
    `wipefs --all --quiet ${device}`,
    `cryptsetup luksFormat --batch-mode --type luks2 --uuid u --label cognos-root --pbkdf-memory 262144 --key-file - -- ${device}`,
    `cryptsetup open --type luks2 --allow-discards --key-file - -- ${device} cognos-root-5f0c1d2e`,
  ]);
  assert.deepEqual(host.calls.map(({ stdin }) => stdin), [undefined, 'CANARY of the disk', 'CANARY of the disk']);
});

test('what is open stays so; another passphrase is said to be another, and no step is tried again with it', async () => {
  const open = recordingHost({ files: { '/dev/mapper/cognos-root-5f0c1d2e': '' } });
  await run<'open-volume'>({ kind: 'open-volume', device, name: 'cognos-root-5f0c1d2e', passphrase }, open);
  assert.deepEqual(open.lines, []);
  const other = recordingHost({ commands: { 'cryptsetup open': { exitCode: 2, stderr: 'No key available with this passphrase.' } } });
  await assert.rejects(run<'open-volume'>({ kind: 'open-volume', device, name: 'cognos-root-5f0c1d2e', passphrase }, other), {
    code: 'wrong-passphrase', exitCode: 5, message: `the passphrase does not open ${device}, which an earlier run encrypted with another one`,
  });
  const broken = recordingHost({ commands: { 'cryptsetup open': { exitCode: 1, stderr: 'Cannot use device, it is in use.' } } });
  await assert.rejects(run<'open-volume'>({ kind: 'open-volume', device, name: 'cognos-root-5f0c1d2e', passphrase }, broken), /in use/);
});

test('only what an install opens is closed: not the disk of the system that installs, which stays in use', async () => {
  const host = recordingHost({
    files: { '/dev/mapper/cognos-root-5f0c1d2e': '', '/dev/mapper/cognos-models-5f0c1d2e': '', '/dev/mapper/cognos-swap-5f0c1d2e': '', '/dev/mapper/control': '', '/dev/mapper/vg-root': '' },
    commands: { 'cryptsetup close': '' },
  });
  await closeVolumes(host);
  assert.deepEqual(host.lines, ['cryptsetup close cognos-models-5f0c1d2e', 'cryptsetup close cognos-root-5f0c1d2e']);
});

test('the models have a key of their own, made once, and tried before it is made again', async () => {
  const host = recordingHost({ commands: { 'chroot /target cryptsetup': '' } });
  const step = { kind: 'add-key', device, passphrase, keyFile } as const;
  await run<'add-key'>(step, host);
  const key = host.files.get(`/target${keyFile}`);
  assert.equal(key?.mode, 0o400);
  assert.match(key.content, /^[\w+/]{64}$/);
  await run<'add-key'>(step, host);
  assert.equal(host.files.get(`/target${keyFile}`)?.content, key.content);
  assert.deepEqual(host.lines, [
    `chroot /target cryptsetup luksAddKey --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file - -- ${device} ${keyFile}`,
    `chroot /target cryptsetup open --test-passphrase --key-file ${keyFile} -- ${device}`,
  ]);
  // The file was made, and the power went before its slot was.
  const cut = recordingHost({ files: { [`/target${keyFile}`]: 'half' }, commands: { 'chroot /target cryptsetup open': { exitCode: 2 }, 'chroot /target cryptsetup luksAddKey': '' } });
  await run<'add-key'>(step, cut);
  assert.notEqual(cut.files.get(`/target${keyFile}`)?.content, 'half');
});

test('/boot is on the disk in its new place before it leaves the old one', async () => {
  const host = recordingHost({ files: { '/target/boot/vmlinuz-6': '', '/target/boot/grub/fonts/unicode.pf2': '' }, unscripted: 'succeed' });
  await run<'move-boot'>({ kind: 'move-boot', device, from: '/target/boot' }, host);
  assert.deepEqual(host.lines, [
    `mount -t ext4 -- ${device} /run/cognos/top`, 'cp --archive -- /target/boot/. /run/cognos/top', 'sync --file-system /run/cognos/top', 'umount /run/cognos/top',
  ]);
  assert.deepEqual([...host.files.keys()].filter((path) => path.startsWith('/target/boot/')), []);
  const full = recordingHost({ files: { '/target/boot/vmlinuz-6': '' }, commands: { mount: '', umount: '', cp: { exitCode: 1, stderr: 'No space left on device' } } });
  await assert.rejects(run<'move-boot'>({ kind: 'move-boot', device, from: '/target/boot' }, full), /No space left/);
  assert.ok(full.files.has('/target/boot/vmlinuz-6'));
});

test('what the initrd learns is behind what it has, at once and as a whole, and nothing in it replaces a link', async (context) => {
  const root = mkdtempSync(join(tmpdir(), 'cognos-initrd-'));
  context.after(() => { rmSync(root, { recursive: true, force: true }); });
  const bin = join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(join(root, 'initrd.img-6.1.0-50-amd64'), '070707 odd');
  // What console-setup 1.221 writes with --setup-dir.
  writeFileSync(join(bin, 'setupcon'), '#!/bin/sh\nmkdir -p "$2/bin" "$2/etc/console-setup"\necho micro > "$2/bin/setupcon"\necho map > "$2/etc/console-setup/tmpkbd.iJ1AW4"\necho /usr/bin/loadkeys > "$2/morefiles"\n', { mode: 0o755 });
  const host = recordingHost({ commands: { 'chroot /target sh': '' } });
  await run<'complete-initrd'>({ kind: 'complete-initrd', kernel: '6.1.0-50-amd64', crypttab: 'cognos-root-1 UUID=u none luks,discard' }, host);
  const [, , , script = '', ...words] = host.calls[0]?.args ?? [];
  const { status, stderr } = spawnSync('sh', ['-c', script.replaceAll('/boot', root), ...words], { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` } });
  assert.deepEqual([status, stderr], [0, '']);
  const whole = readFileSync(join(root, 'initrd.img-6.1.0-50-amd64'));
  assert.equal(whole.subarray(0, 12).toString('latin1'), '070707 odd\0\0');
  const list = spawnSync('cpio', ['--quiet', '--list', '--verbose'], { input: whole.subarray(12), encoding: 'utf8' }).stdout;
  assert.deepEqual(list.trim().split('\n').map((line) => [line[0], line.split(' ').at(-1)]).sort(), [
    ['-', 'cryptroot/crypttab'], ['-', 'etc/console-setup/tmpkbd.iJ1AW4'], ['-', 'usr/bin/setupcon'], ['d', 'cryptroot'],
  ]);
  assert.equal(spawnSync('cpio', ['--quiet', '--extract', '--to-stdout', 'cryptroot/crypttab'], { input: whole.subarray(12), encoding: 'utf8' }).stdout, 'cognos-root-1 UUID=u none luks,discard\n');
  assert.deepEqual(readdirSync(root).sort(), ['bin', 'initrd.img-6.1.0-50-amd64']);
});

test('what starts before the passphrase lies before it: GRUB, kernel and initrd', async () => {
  const plan = await planFor(recordedMachine('uefi-virtio'), spec(encrypted, 'keyboard: {layout: de}\n'));
  const root = stepOf(plan, 'open-volume', 'open-root');
  const boot = plan.steps.find((step) => step.kind === 'format-volume' && step.id === 'format-boot');
  assert.equal(boot?.kind === 'format-volume' && boot.fs, 'ext4');
  const uuid = boot?.kind === 'format-volume' ? boot.uuid : '';
  assert.match(textOf(plan, '/boot/grub/grub.cfg'), new RegExp(`search --no-floppy --fs-uuid --set=root ${uuid}\n  linux /vmlinuz-\\S+ root=/dev/mapper/${root.name} ro rootflags=subvol=@ `));
  assert.equal(textOf(plan, '/boot/efi/EFI/debian/grub.cfg'), `search.fs_uuid ${uuid} root\nset prefix=($root)'/grub'\nconfigfile $prefix/grub.cfg\n`);
  assert.equal(stepOf(plan, 'install-bootloader').biosCoreImage, 'core-boot.img');
  const order = plan.steps.map(({ id }) => id);
  for (const [first, second] of [['encrypt-root', 'open-root'], ['open-root', 'write-system'], ['mount-root', 'move-boot'], ['move-boot', 'mount-boot'], ['mount-boot', 'mount-boot-efi'], ['write-keyboard', 'complete-initrd'], ['complete-initrd', 'install-bootloader']] as const) {
    assert.ok(order.includes(first) && order.indexOf(first) < order.indexOf(second), `${first} before ${second}`);
  }
});

test('crypttab and fstab name each volume once, and swap has another key at each start', async () => {
  const plan = await planFor(recordedMachine('uefi-virtio', (machine) => { machine.memory.bytes = 16 * 1024 ** 3; }), spec('{encrypt: {passphrase: CANARY of the disk}, swap: {size: 1GiB}}').replace('model: none', 'model: auto'));
  const rows = textOf(plan, '/etc/crypttab').split('\n').filter((line) => line.startsWith('cognos-')).map((line) => line.split('\t'));
  assert.deepEqual(rows.map(([name = '', source = '', key = '', options]) => [name.replace(/-[0-9a-f]{8}$/, ''), source.replace(/=.*/, ''), key.replace(/-[0-9a-f]{8}\./, '.'), options]), [
    ['cognos-root', 'UUID', 'none', 'luks,discard,x-initrd.attach'],
    ['cognos-models', 'UUID', '/etc/cryptsetup-keys.d/cognos-models.key', 'luks,discard,nofail'],
    ['cognos-swap', 'PARTUUID', '/dev/urandom', 'swap,cipher=aes-xts-plain64,size=512,discard,nofail'],
  ]);
  assert.match(textOf(plan, '/etc/fstab'), /^\/dev\/mapper\/cognos-swap-[0-9a-f]{8}\tnone\tswap\t/m);
  assert.match(textOf(plan, '/etc/fstab'), /^UUID=\S+\t\/boot\text4\tnodev,nosuid,nofail,x-systemd\.device-timeout=10min\t/m);
  assert.equal(plan.steps.some((step) => step.kind === 'format-volume' && step.fs === 'swap'), false);
});

test('ext4 is copied with /boot mounted already, so that nothing has to be moved', async () => {
  const plan = await planFor(recordedMachine('bios-virtio'), spec('{encrypt: {passphrase: CANARY of the disk}, layout: ext4}'));
  const order = plan.steps.map(({ id }) => id);
  assert.equal(order.includes('move-boot'), false);
  assert.ok(order.indexOf('mount-boot') < order.indexOf('copy-system'));
});

test('neither plan nor spec has the passphrase, and another one makes the same plan', async () => {
  const machine = recordedMachine('uefi-virtio');
  const plan = await planFor(machine, spec(encrypted));
  assert.doesNotMatch(`${JSON.stringify(plan)}${formatPlan(plan)}`, /CANARY/);
  assert.equal((await planFor(machine, spec('{encrypt: {passphrase: something else altogether}}'))).hash, plan.hash);
  assert.notEqual((await planFor(machine, spec('{}'))).hash, plan.hash);
  assert.doesNotMatch(JSON.stringify((await readSpecText(spec(encrypted))).spec), /CANARY/);
});

test('no passphrase is refused before any disk is touched', async () => {
  const [refusal] = await refusalsOf(recordedMachine('uefi-virtio'), spec('{encrypt: {luks: passphrase}}'));
  assert.match(refusal ?? '', /cognos\.storage\.encrypt: the disk is to be encrypted, and there is no passphrase; write passphrase: "…" below encrypt, or leave encrypt out/);
});

test('a key is derived in no more than a quarter of the memory', async () => {
  for (const [gib, wanted] of [[1, 256], [2, 512], [64, 1024]] as const) {
    const plan = await planFor(recordedMachine('uefi-virtio', (machine) => { machine.memory.bytes = gib * 1024 ** 3; }), spec(encrypted));
    assert.equal(stepOf(plan, 'encrypt-volume').keyMemoryKiB, wanted * 1024);
  }
});

test('without encryption GRUB finds everything where it was', () => {
  const root = { fsUuid: 'r' } as Parameters<typeof bootFolder>[0]['root'];
  assert.match(grubMenu({ layout: 'btrfs', root: 'UUID=r', boot: bootFolder({ root }, 'btrfs'), kernel: '6', words: '' }), /insmod btrfs\n {2}search --no-floppy --fs-uuid --set=root r\n {2}linux \/@\/boot\/vmlinuz-6 root=UUID=r ro rootflags=subvol=@ /);
  assert.match(espGrubConfig(bootFolder({ root }, 'ext4')), /'\/boot\/grub'/);
});

test('the scripts of the initrd are scripts', () => {
  for (const stage of ['local-top', 'local-bottom']) {
    const path = join(import.meta.dirname, '../../../installer/medium/target/etc/initramfs-tools/scripts', stage, 'cognos-unlock');
    assert.match(readFileSync(path, 'utf8'), /^#!\/bin\/sh\n(# [^\n]*\n)+\[ "\$1" = prereqs \] && exit 0\n/);
    const { status, stderr } = spawnSync('sh', ['-n', path], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
  }
});
