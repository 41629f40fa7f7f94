/**
 * Two builds of one commit hold the same files. The second starts from nothing but the signing key and llama.cpp's
 * build; Debian's mirror must not have moved in between, which is seen by the packages' versions.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';
import { manifestPath, type Manifest } from '../../../installer/medium/manifest.ts';
import { buildMedium, iso } from '../medium.ts';

const build = resolve(import.meta.dirname, '../../../build');

/** What follows from system.img, whose extents lie where btrfs's threads put them, and what holds a signature's time. */
const differs = /^cognos\/(system\.(img|json|table)|initrd\.img|id-[0-9a-f]{16})$|^boot\/grub\/grub\.cfg$|^apt\/dists\/[^/]+\/(InRelease|Release\.gpg)$/;

test('two builds hold the same files', { timeout: 3_600_000 }, async (context) => {
  const [stages, aside, second] = [join(build, 'medium'), join(build, 'medium-first'), join(build, 'second.iso')];
  await buildMedium();
  const first = await manifestOf(iso);
  rmSync(aside, { recursive: true, force: true });
  renameSync(stages, aside);
  try {
    await buildMedium(second);
    const other = await manifestOf(second);
    assert.deepEqual(other.packages, first.packages, 'the mirror moved between the builds; this says nothing about them');
    assert.deepEqual(differences(first.root, other.root), [], 'files of the installed system');
    assert.deepEqual(differences(first.medium, other.medium).filter((path) => !differs.test(path)), [], 'files of the medium');
    context.diagnostic(`the same: ${first.root.length} entries of the system; of the medium's ${first.medium.length} files all but ${differences(first.medium, other.medium).join(', ')}`);
  } finally {
    rmSync(stages, { recursive: true, force: true });
    renameSync(aside, stages);
    rmSync(second, { force: true });
  }
});

/** Paths that are on one side only or not alike. */
function differences(one: readonly { path: string }[], other: readonly { path: string }[]): string[] {
  const [left, right] = [one, other].map((entries) => new Map(entries.map((entry) => [entry.path, JSON.stringify(entry)])));
  const paths = [...new Set([...one, ...other].map(({ path }) => path))];
  return paths.filter((path) => left?.get(path) !== right?.get(path)).sort();
}

async function manifestOf(image: string): Promise<Manifest> {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  try {
    const file = join(folder, 'manifest.json');
    await execa('xorriso', ['-osirrox', 'on', '-indev', image, '-extract', `/${manifestPath}`, file]);
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
