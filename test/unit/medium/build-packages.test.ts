import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensurePackages, MissingPackagesError } from '../../../installer/medium/build-packages.ts';

const wanted = [
  { name: 'xorriso', provides: 'xorriso' },
  { name: 'mtools', provides: 'mcopy' },
  { name: 'grub-pc-bin', provides: '/usr/lib/grub/i386-pc/boot_hybrid.img' },
];

test('without root the exact line is named and nothing is installed', async () => {
  const exists = (path: string): Promise<boolean> => Promise.resolve(path === '/usr/sbin/mcopy');
  await assert.rejects(ensurePackages(wanted, { isRoot: false, exists, install: () => assert.fail('installed') }), (error) => {
    assert.ok(error instanceof MissingPackagesError);
    assert.equal(error.message, 'Debian packages are missing; run: sudo apt-get update && sudo apt-get install --no-install-recommends --yes grub-pc-bin xorriso');
    return true;
  });
});

test('root gets only what is missing', async () => {
  const there = new Set(['/usr/sbin/mcopy', '/usr/sbin/xorriso']);
  const installed: string[] = [];
  await ensurePackages(wanted, {
    isRoot: true,
    exists: (path) => Promise.resolve(there.has(path)),
    install: (names) => {
      installed.push(...names);
      there.add('/usr/lib/grub/i386-pc/boot_hybrid.img');
      return Promise.resolve();
    },
  });
  assert.deepEqual(installed, ['grub-pc-bin']);
});

test('a package that does not bring its file is an error', async () => {
  await assert.rejects(
    ensurePackages(wanted, { isRoot: true, exists: () => Promise.resolve(false), install: () => Promise.resolve() }),
    MissingPackagesError);
});
