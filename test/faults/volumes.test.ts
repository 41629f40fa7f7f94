/** Models from volumes, and disks that are full: real filesystems on loop devices, which only root can make. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { missingPackages } from '../../installer/medium/build-packages.ts';
import { ensureModel } from '../../firstboot/models/ensure-model.ts';
import { fetchModel } from '../../firstboot/models/fetch-model.ts';
import { countFaults } from './count-faults.ts';
import { catalogueModel, makeModel, modelBench, sha256, type ModelBench } from './model-bench.ts';
import { serveModel } from './model-server.ts';

const missing = await missingPackages([{ name: 'aria2', provides: 'aria2c' }, { name: 'curl', provides: 'curl' }, { name: 'e2fsprogs', provides: 'mkfs.ext4' }]);
const skip = missing.length > 0 ? `missing here: ${missing.join(', ')}` : !canMount() && 'loop devices cannot be mounted here';
const faults = countFaults('volumes and disks', skip ? 0 : 10);
const content = makeModel();
const model = catalogueModel(content, []);

function canMount(): boolean {
  try {
    withImage(1, () => undefined);
    return true;
  } catch {
    return false;
  }
}

/** An ext4 of some MiB, mounted read-write for `fill`. */
function withImage(mib: number, fill: (folder: string) => void, label = 'COGNOS-AI'): string {
  const root = mkdtempSync(join(tmpdir(), 'cognos-volume-'));
  chmodSync(root, 0o755); // Downloads are written by another user.
  const image = join(root, 'image');
  writeFileSync(image, '');
  truncateSync(image, mib * 1024 ** 2);
  mkdirSync(join(root, 'mount'));
  execFileSync('mkfs.ext4', ['-q', '-m', '0', '-L', label, image], { stdio: 'pipe' });
  execFileSync('mount', ['-o', 'loop', image, join(root, 'mount')], { stdio: 'pipe' });
  try {
    fill(join(root, 'mount'));
  } finally {
    execFileSync('umount', [join(root, 'mount')]);
  }
  return root;
}

interface Plugged { bench: ModelBench; image: string }

/** A volume as lsblk shows a stick with one partition. */
function plugIn(t: TestContext, fill: (folder: string) => void, { mirrors = [], label = 'COGNOS-AI' }: { mirrors?: string[]; label?: string } = {}): Plugged {
  const root = withImage(24, fill, label);
  const image = join(root, 'image');
  const device = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim();
  const blank = { rm: false, tran: null, fstype: null, label: null, mountpoints: [null] };
  const bench = modelBench({ mirrors, devices: JSON.stringify({ blockdevices: [{ ...blank, path: '/dev/sdz', type: 'disk', tran: 'usb', children: [{ ...blank, path: device, type: 'part', fstype: 'ext4', label }] }] }) });
  t.after(() => {
    execFileSync('losetup', ['--detach', device]);
    rmSync(root, { recursive: true });
    bench.remove();
  });
  return { bench, image };
}

test('a labelled volume: copied, nothing on it changed, nothing left mounted', { skip }, async (t) => {
  const { bench, image } = plugIn(t, (folder) => { writeFileSync(join(folder, 'small.gguf'), content); });
  const before = sha256(readFileSync(image));
  const { source } = await fetchModel(bench.context, model);
  assert.match(source, /^the volume COGNOS-AI \(\/dev\/loop\d+\)$/);
  assert.equal(sha256(readFileSync(join(bench.models, 'small.gguf'))), model.file.sha256);
  assert.equal(sha256(readFileSync(image)), before);
  assert.deepEqual([readdirSync(bench.models), readdirSync(join(bench.root, 'run'))], [['small.gguf'], []]);
});

test('any removable volume with the file in a folder "models"; not one that merely has it somewhere', { skip }, async (t) => {
  const right = plugIn(t, (folder) => { mkdirSync(join(folder, 'models')); writeFileSync(join(folder, 'models/small.gguf'), content); }, { label: 'STICK' });
  assert.match((await fetchModel(right.bench.context, model)).source, /STICK/);
  const wrong = plugIn(t, (folder) => { writeFileSync(join(folder, 'small.gguf'), content); }, { label: 'STICK' });
  faults.inject();
  await assert.rejects(fetchModel(wrong.bench.context, model), { name: 'WaitingError', message: 'The model small.gguf cannot be had.' });
});

const useless: [string, (folder: string) => void, RegExp][] = [
  ['a link to a file of this machine', (folder) => { symlinkSync('/etc/shadow', join(folder, 'small.gguf')); }, /small\.gguf on it is a symbolic link, not a file/],
  ['a file cut short', (folder) => { writeFileSync(join(folder, 'small.gguf'), content.subarray(1)); }, /small\.gguf on it has \d+ bytes, not \d+/],
  ['a file with a bit flipped', (folder) => { writeFileSync(join(folder, 'small.gguf'), Buffer.concat([content.subarray(0, -1), Buffer.of(1)])); }, /its file has the wrong digest/],
];
for (const [name, fill, reason] of useless) {
  test(`a volume with ${name}: said, and the network helps`, { skip }, async (t) => {
    faults.inject();
    await assert.rejects(fetchModel(plugIn(t, fill).bench.context, model), (error: Error) => reason.test(error.message));
    const server = await serveModel(content);
    t.after(() => server.close());
    faults.inject();
    assert.equal((await fetchModel(plugIn(t, fill, { mirrors: [server.url] }).bench.context, model)).source, `${server.url}small.gguf`);
  });
}

/** A models filesystem of its own. */
function mounted(t: TestContext, mib: number, used: number): string {
  const root = withImage(mib, () => undefined, 'models');
  const folder = join(root, 'mount');
  execFileSync('mount', ['-o', 'loop', join(root, 'image'), folder]);
  t.after(() => {
    execFileSync('umount', [folder]);
    rmSync(root, { recursive: true });
  });
  execFileSync('fallocate', ['--length', String(used * 1024 ** 2), join(folder, '.other')]);
  return folder;
}

test('no room: said with both numbers before a byte is fetched', { skip }, async (t) => {
  faults.inject();
  const server = await serveModel(content);
  t.after(() => server.close());
  const bench = modelBench({ mirrors: [server.url], models: mounted(t, 64, 32) });
  t.after(() => { bench.remove(); });
  await assert.rejects(fetchModel(bench.context, model), (error: Error & { action?: string }) => /^small\.gguf needs 13 MB in \S+, and \d+ MB are free there$/.test(error.message) && /cognos-model remove/.test(error.action ?? ''));
  assert.equal(server.served, 0);
});

test('somebody else fills the disk meanwhile: the room is taken already', { skip }, async (t) => {
  faults.inject();
  const server = await serveModel(content, { bytesPerSecond: 20e6 });
  t.after(() => server.close());
  const folder = mounted(t, 64, 16);
  const bench = modelBench({ mirrors: [server.url], models: folder });
  t.after(() => { bench.remove(); });
  let filled = false;
  bench.context.onBytes = (done) => {
    if (filled || done === 0) return;
    filled = true;
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${folder}/.filling`, 'bs=1M'], { stdio: 'pipe' });
    } catch { /* It ends with ENOSPC, as it should. */ }
  };
  await fetchModel(bench.context, model);
  assert.ok(filled);
  assert.equal(sha256(readFileSync(join(folder, 'small.gguf'))), model.file.sha256);
});

test('a model that rots on the disk is found, kept for whoever wants to know, and fetched again', { skip }, async (t) => {
  const server = await serveModel(content);
  t.after(() => server.close());
  const bench = modelBench({ mirrors: [server.url] });
  t.after(() => { bench.remove(); });
  await ensureModel(bench.context, model, 'first boot');
  const path = join(bench.models, 'small.gguf');
  const rotten = Buffer.from(content);
  rotten[1000] = (rotten[1000] ?? 0) ^ 1;
  writeFileSync(path, rotten);
  faults.inject();
  // Another start of the machine since it was verified.
  const store = readFileSync(bench.context.places.store, 'utf8').replace(/"bootId": "[^"]*"/, '"bootId": "an earlier one"');
  writeFileSync(bench.context.places.store, store);
  await ensureModel(bench.context, model, 'first boot');
  assert.equal(sha256(readFileSync(path)), model.file.sha256);
  assert.match(bench.warnings.join(), /^small\.gguf was damaged .* and is fetched again$/);
});
