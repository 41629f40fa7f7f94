import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chroot } from './chroot.ts';
import { command } from './command.ts';
import { normalise } from './deb.ts';
import { hardLinkDuplicates } from './hard-link.ts';
import { here } from './places.ts';
import type { Stages } from './stage.ts';
import { fileDigest, treeDigest } from './tree-digest.ts';

/** `base/`: the whole target but for our own packages, with initrd, GRUB images and locales ready made. */
export async function buildBase(stages: Stages, rootTar: string, epoch: number): Promise<string> {
  const script = join(here, 'configure-target.sh');
  const inputs = { rootTar, code: await fileDigest(import.meta.filename), script: await fileDigest(script), target: await treeDigest(join(here, 'target')) };
  const stage = await stages.run('base', inputs, async (into) => {
    const root = join(into, 'base');
    await mkdir(root);
    await command('tar', ['--extract', '--numeric-owner', '--xattrs', '--xattrs-include=*', '--file', rootTar, '--directory', root]);
    await addFiles(join(here, 'target'), root, join(into, 'files'), epoch);
    await chroot(root, ['sh', '-s'], { stdin: await readFile(script, 'utf8'), env: { SOURCE_DATE_EPOCH: String(epoch) } });
    await hardLinkDuplicates(join(root, 'usr/lib/locale'));
    await writeFile(join(into, 'kernel'), (await command('ls', [join(root, 'usr/lib/modules')])).trim());
  });
  return join(stage, 'base');
}

/** By way of a copy with settled permissions: a checkout's depend on the umask of whoever made it. */
async function addFiles(from: string, root: string, copy: string, epoch: number): Promise<void> {
  await cp(from, copy, { recursive: true });
  await normalise(copy, epoch);
  await command('cp', ['--archive', '--no-preserve=ownership', '--', `${copy}/.`, root]);
  await rm(copy, { recursive: true });
}
