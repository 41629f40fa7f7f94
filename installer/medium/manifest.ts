/** `cognos/manifest.json`: what is on the medium and in the target root, with digests; signed beside it. */
import { lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootContents } from './root-contents.ts';
import { sign } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';
import { fileDigest, listFiles } from './tree-digest.ts';

export interface Manifest {
  version: 1;
  /** The build id, as in cognos/id-<id> and on the kernel command line. */
  id: string;
  sourceDateEpoch: number;
  /** Every file of the medium but those in `unlisted`, sorted by path. */
  medium: { path: string; bytes: number; sha256: string }[];
  /** Paths without a digest: xorriso writes their own position into them, or they would have to hold themselves. */
  unlisted: string[];
  packages: RootContents['packages'];
  /** Every entry of the target root, sorted by path. */
  root: RootContents['files'];
}

export const manifestPath = 'cognos/manifest.json';
const unlisted = ['boot/boot.cat', 'boot/grub/bios.img', manifestPath, `${manifestPath}.sig`];

export async function writeManifest(request: { tree: string; id: string; epoch: number; contents: RootContents; key: SigningKey }): Promise<void> {
  const { tree, id, epoch, contents, key } = request;
  const medium: Manifest['medium'] = [];
  for (const path of (await listFiles(tree)).filter((file) => !unlisted.includes(file))) {
    medium.push({ path, bytes: (await lstat(join(tree, path))).size, sha256: await fileDigest(join(tree, path)) });
  }
  const manifest: Manifest = { version: 1, id, sourceDateEpoch: epoch, medium, unlisted, packages: contents.packages, root: contents.files };
  const file = join(tree, manifestPath);
  await writeFile(file, `${JSON.stringify(manifest)}\n`);
  await sign(key, 'detached', file, `${file}.sig`);
}
