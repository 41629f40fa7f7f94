import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { LossReport } from '../../../shared/foreign/loss-report.ts';

const program = fileURLToPath(new URL('../../../installer/headless/main.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cognos-convert-'));
after(() => { rmSync(folder, { recursive: true }); });

const run = (...words: string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
const preseed = (name: string): string => join(fixtures, 'preseed', `${name}.cfg`);

test('user-data on stdout, each line on stderr; the same again the next time, and no password', () => {
  const first = run('convert', preseed('plain-password'));
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /^#cloud-config\n[^]*hashed_passwd: \$y\$j9T\$/);
  assert.match(first.stderr, /plain-password\.cfg:17:1: translated: passwd\/user-password -> users\[0\]\.hashed_passwd: made into a yescrypt hash;/);
  assert.doesNotMatch(first.stdout + first.stderr, /CANARY/);
  assert.equal(run('convert', preseed('plain-password')).stdout, first.stdout);
});

test('a refused line is exit 1, and says so in what is made', () => {
  const { status, stdout, stderr } = run('convert', preseed('lvm-atomic'));
  assert.equal(status, 1);
  assert.match(stdout, /^#cloud-config\n# Not all that was asked for: 1 line was refused, so this does not install unattended\.\n/);
  assert.doesNotMatch(stdout, /unattended: true|wipe/);
  assert.match(stderr, /lvm-atomic\.cfg:19:1: refused: partman-auto\/method: this release makes no LVM;/);
});

test('--json has both in one', () => {
  const { status, stdout, stderr } = run('convert', '--json', preseed('static'));
  const { userData, report } = JSON.parse(stdout) as { userData: string; report: LossReport };
  assert.deepEqual([status, stderr, report.dialect, report.counts.refused], [0, '', 'preseed', 0]);
  assert.match(userData, /192\.0\.2\.42\/24/);
});

test('what does not look like any of them is taken for one only when told', () => {
  const file = join(folder, 'notes.cfg');
  writeFileSync(file, '# nothing\n');
  const { status, stderr } = run('convert', file);
  assert.deepEqual([status, stderr], [1, `${file}:1:1: does not look like a preseed, autoinstall, kickstart, Agama or Proxmox file; if it is one, say which: --from preseed\n`]);
  assert.equal(run('convert', '--from', 'preseed', file).status, 0);
});

test('validate and plan read preseed as it is: three files with the layouts that they ask for', () => {
  assert.equal(run('validate', preseed('expert-root-swap')).status, 0);
  const refused = run('validate', preseed('raid1'));
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /raid1\.cfg:20:1: partman-auto-raid\/recipe: RAID 1 of 2 devices for \/boot, /);
  const machine = join(fixtures, 'machines/uefi-virtio.json');
  const partitions = (name: string): string[] => {
    const { status, stdout, stderr } = run('plan', '--machine', machine, preseed(name));
    assert.equal(status, 0, stderr);
    return [...(/After\n([^]*?)\n\n/.exec(stdout)?.[1] ?? '').matchAll(/cognos-(\S+) +[\d.]+ \S+ +(\S+)/g)].map(([, part, filesystem]) => `${part} ${filesystem}`);
  };
  assert.deepEqual(partitions('expert-root-swap'), ['bios BIOS', 'esp vfat', 'root ext4', 'swap swap']);
  assert.deepEqual(partitions('expert-uefi-btrfs').filter((part) => !part.startsWith('bios')), ['esp vfat', 'root btrfs']);
  assert.deepEqual(partitions('recipe-home').filter((part) => !part.startsWith('bios')), ['esp vfat', 'root btrfs', 'swap swap', 'models xfs']);
});
