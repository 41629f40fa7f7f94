/** The generic cloud image: what is in it, and what its own cloud-init makes of a first boot. It is started in long/. */
import assert from 'node:assert/strict';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';
import { reduceSeed } from '../../cloud-init/reduce-seed.ts';
import { render } from '../../installer/steps/write-file.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { revealer } from '../../shared/system/secrets.ts';
import { targetHost } from '../../shared/system/target-host.ts';
import { planFor, readSpecText, recordedMachine } from '../fakes/installing-machine.ts';
import { buildCloudImage, withOpenImage, type OpenImage } from './cloud-image.ts';
import { buildMedium } from './medium.ts';

test('the cloud image builds', { timeout: 1_800_000 }, async (context) => {
  await buildMedium();
  context.diagnostic(await buildCloudImage());
});

test('it has both ways to start, and nothing of any machine or person in it', { timeout: 300_000 }, async () => {
  await withOpenImage(async ({ disk, label, partitions, root }) => {
    assert.equal(label, 'gpt');
    assert.deepEqual(partitions.map(({ name }) => name), ['cognos-bios', 'cognos-esp', 'cognos-root']);
    const sector = readStart(disk, 512);
    assert.deepEqual([sector.readUInt16LE(510), sector.readBigUInt64LE(0x5c)], [0xaa55, BigInt(partitions[0]?.start ?? 0)]);
    const esp = (await execa('mdir', ['-/', '-b', '-i', `${disk}@@${(partitions[1]?.start ?? 0) * 512}`, '::/'])).stdout;
    for (const file of ['EFI/BOOT/BOOTX64.EFI', 'EFI/BOOT/grubx64.efi', 'EFI/debian/grub.cfg', 'EFI/debian/shimx64.efi']) assert.match(esp, new RegExp(`^::/${file}$`, 'im'));
    const uuids = await Promise.all([1, 2].map(async (index) => (await execa('blkid', ['-p', '-o', 'value', '-s', 'UUID', '-O', String((partitions[index]?.start ?? 0) * 512), disk])).stdout));
    const fstab = readFileSync(join(root, '/etc/fstab'), 'utf8').split('\n').flatMap((line) => /^UUID=(\S+)/.exec(line)?.[1] ?? []);
    assert.deepEqual(new Set(fstab), new Set(uuids), 'the filesystem table names other filesystems than there are');
    const read = (path: string): string => readFileSync(join(root, path), 'utf8');
    assert.equal(read('/etc/machine-id'), '');
    for (const path of ['/var/lib/dbus/machine-id', '/var/lib/systemd/random-seed', '/etc/cognos/spec.yaml', '/etc/cognos/ai.json', '/etc/cloud/cloud-init.disabled', '/var/lib/cloud/instance']) assert.ok(!existsSync(join(root, path)), path);
    assert.deepEqual(readdirSync(join(root, '/etc/ssh')).filter((name) => name.startsWith('ssh_host')), []);
    const shadow = read('/etc/shadow').trim().split('\n').map((line) => line.split(':'));
    assert.deepEqual(shadow.filter(([, hash = '']) => !/^[!*]/.test(hash)), [], 'somebody has a password, or none and is not locked');
    const people = read('/etc/passwd').trim().split('\n').map((line) => line.split(':')).filter(([, , uid]) => Number(uid) >= 1000 && Number(uid) < 60000);
    assert.deepEqual(people, []);
  });
});

/** Runs the image's own cloud-init in its root, all four stages of a boot, without a network and without its host's name. */
async function cloudInitBoot(root: string): Promise<void> {
  const script = 'rm -rf /run/cloud-init; mkdir -p /run/cloud-init; cloud-init init --local && cloud-init init && cloud-init modules --mode=config && cloud-init modules --mode=final';
  await execa('unshare', ['--mount', '--net', '--uts', 'sh', '-c', 'mount -t proc proc "$0/proc"; mount -t tmpfs tmpfs "$0/run"; mkdir "$0/run/lock"; exec chroot "$0" sh -c "$1"', root, script]);
}

test('real cloud-init: after its seed was reduced the next boot is no first one and brings no secret back', { timeout: 300_000 }, async () => {
  await withOpenImage(async (image) => {
    seedLocally(image);
    await cloudInitBoot(image.root);
    const counter = join(image.root, 'root/runs');
    assert.equal(readFileSync(counter, 'utf8'), 'once\n');
    assert.notDeepEqual(await secretsIn(image.root), [], 'the secret was nowhere to begin with');
    for (const _ of [1, 2]) await reduceSeed(targetHost(localHost, image.root));
    assert.deepEqual(await secretsIn(image.root), []);
    await cloudInitBoot(image.root);
    assert.deepEqual(await secretsIn(image.root), [], 'the next boot brought it back');
    assert.equal(readFileSync(counter, 'utf8'), 'once\n', 'the next boot ran runcmd again');
    assert.equal(readFileSync(join(image.root, 'root/boots'), 'utf8'), 'boot\nboot\n', 'bootcmd is for every boot');
    assert.match(readFileSync(join(image.root, 'var/lib/cloud/instances/i-1/user-data.txt'), 'utf8'), /"hostname": "from-the-seed"/);
  });
});

test('what an installed machine gives its cloud-init is without a fault by cloud-init\'s own schema', { timeout: 300_000 }, async () => {
  await withOpenImage(async ({ root }) => {
    for (const example of ['uefi-btrfs', 'encrypted']) {
      for (const [name, text] of Object.entries(await handedOver(example))) {
        writeFileSync(join(root, 'root', name), `#cloud-config\n${text}`);
        const { stdout, stderr } = await execa('chroot', [root, 'cloud-init', 'schema', '--config-file', `/root/${name}`], { reject: false });
        assert.match(`${stdout}${stderr}`, /^Valid cloud-config: /m, `${example}, ${name}: ${stdout}${stderr}`);
      }
    }
    // What the installer wrote before 2026-11-30, so that this check is known to find something.
    writeFileSync(join(root, 'root/before'), '#cloud-config\nusers: []\nlocale: false\n');
    assert.doesNotMatch((await execa('chroot', [root, 'cloud-init', 'schema', '--config-file', '/root/before'], { reject: false })).stdout, /^Valid/m);
  });
});

/** 90-cognos.cfg and the seed's user-data, as the plan for this spec writes them. */
async function handedOver(example: string): Promise<Record<string, string>> {
  const text = `${readFileSync(join(import.meta.dirname, `../fixtures/specs/${example}.yaml`), 'utf8')}\npackages: [htop]\n`;
  const { secrets } = await readSpecText(text);
  const { steps } = await planFor(recordedMachine('uefi-virtio'), text);
  const written = steps.flatMap((step) => (step.kind === 'write-file' && /^\/etc\/cloud\/cloud\.cfg\.d\/|\/user-data$/.test(step.path) ? [[step.path.split('/').at(-1) ?? '', render(step.content, revealer(secrets))] as const] : []));
  assert.deepEqual(written.map(([name]) => name), ['90-cognos.cfg', 'user-data']);
  return Object.fromEntries(written);
}

const canary = 'CANARYcloud4711';

function seedLocally({ root }: OpenImage): void {
  const seed = join(root, 'var/lib/cloud/seed/nocloud');
  mkdirSync(seed, { recursive: true });
  writeFileSync(join(seed, 'meta-data'), 'instance-id: i-1\n');
  writeFileSync(join(seed, 'user-data'), `#cloud-config
hostname: from-the-seed
bootcmd: ["echo boot >> /root/boots"]
runcmd: ["echo once >> /root/runs; : ${canary}"]
chpasswd: {list: "root:${canary}"}
cognos: {version: 1, firstboot: {report: {url: "https://example.net", token: ${canary}}}}
`);
  writeFileSync(join(seed, 'vendor-data'), `#cloud-config\npassword: ${canary}\n`);
  const stages = { init: ['bootcmd', 'set_hostname', 'update_hostname'], config: ['runcmd'], final: ['scripts-user'] };
  const lines = Object.entries(stages).map(([stage, modules]) => `cloud_${stage}_modules: ${JSON.stringify(modules)}\n`).join('');
  writeFileSync(join(root, 'etc/cloud/cloud.cfg.d/zz-test.cfg'), `datasource_list: [NoCloud]\nnetwork: {config: disabled}\n${lines}`);
}

async function secretsIn(root: string): Promise<string[]> {
  const { stdout } = await execa('grep', ['-rlaF', canary, join(root, 'var'), join(root, 'etc'), join(root, 'root')], { reject: false });
  return stdout.split('\n').filter((path) => path !== '' && !path.endsWith('/etc/shadow') && !path.endsWith('/etc/shadow-'));
}

function readStart(path: string, length: number): Buffer {
  const [file, buffer] = [openSync(path, 'r'), Buffer.alloc(length)];
  readSync(file, buffer);
  closeSync(file);
  return buffer;
}
