/** What of the medium the live system reads: all that a machine without a medium has to fetch. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveFile } from './initrd.ts';
import { fileDigest, listFiles } from './tree-digest.ts';

/** Everything below `cognos/` that is there before kernel, initrd and manifest are: image, layers, the build's id. */
export async function liveFiles(tree: string): Promise<LiveFile[]> {
  const files: LiveFile[] = [];
  for (const name of await listFiles(join(tree, 'cognos'))) {
    const file = join(tree, 'cognos', name);
    files.push({ path: `cognos/${name}`, bytes: (await stat(file)).size, sha256: await fileDigest(file) });
  }
  return files;
}
