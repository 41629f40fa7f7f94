/**
 * The order of the stages: Debian root, target, our packages, image, layers of the live system, boot files, ISO.
 *
 * Two builds from the same package versions and SOURCE_DATE_EPOCH hold the same files: `root`, `packages` and all of
 * `medium` in the manifest but what follows from system.img. What differs: system.img itself (btrfs places extents as
 * its threads finish and stamps inodes and transactions with the clock) and with it system.json, system.table and the
 * build id in the initrd, grub.cfg and id file; and the signatures.
 */
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SystemImage } from '../../shared/machine/machine.ts';
import { aptSources } from './apt-sources.ts';
import { buildBase } from './base.ts';
import { carriedPackages } from './carried-packages.ts';
import { buildBiosImage, buildEspImage } from './boot-images.ts';
import { buildDeb, debInputs, debName } from './deb.ts';
import type { Deb } from './deb.ts';
import { buildGuiLayer, type GuiLayer } from './gui/gui-layer.ts';
import type { Gui } from './gui/packages.ts';
import { buildInitrd } from './initrd.ts';
import { liveFiles } from './live-files.ts';
import { writeIso } from './iso.ts';
import { buildLiveLayer, type LiveLayer } from './live-layer.ts';
import { clearLeftovers } from './leftovers.ts';
import { lockFolder } from './lock-folder.ts';
import { writeManifest } from './manifest.ts';
import { mediumMenu } from './medium-menu.ts';
import { netbootLoaders } from './netboot-loaders.ts';
import { ourPackages } from './our-packages.ts';
import { buildFolder } from './places.ts';
import { buildRepository } from './repository.ts';
import type { RootContents } from './root-contents.ts';
import { buildRoot } from './root.ts';
import { exportKeyring, signingKey } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';
import { sizeReport } from './size-report.ts';
import { digest, Stages } from './stage.ts';
import { buildBaseImage, buildSystem } from './system-image.ts';
import { fileDigest } from './tree-digest.ts';

export interface MediumRequest { out: string; gui: Gui; runtime?: string; epoch: number }

/** Builds the ISO and returns the size report. */
export async function buildMedium(request: MediumRequest): Promise<string> {
  const folder = join(buildFolder, 'medium');
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    return await buildStages(folder, request);
  } finally {
    await unlock();
  }
}

async function buildStages(folder: string, { out, gui, runtime, epoch }: MediumRequest): Promise<string> {
  await clearLeftovers(folder);
  const stages = new Stages(folder);
  const key = await signingKey(buildFolder);
  const work = await mkdtemp(join(folder, 'work-'));
  try {
    const sources = await aptSources();
    const [base, debs] = await together([buildRoot(stages, sources, epoch).then((root) => buildBase(stages, root, epoch)), buildDebs(stages, key, work)]);
    const [system, layers] = await together([
      buildBaseImage(stages, base, debs.runtime).then((image) => buildSystem(stages, image, debs.code)),
      buildLayers(stages, { debs: debs.live, base, epoch }, gui === 'none' ? undefined : { gui, runtime, base, sources, epoch }),
    ]);
    return await assemble({ base, debs, system, layers, key, work, out, epoch });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Where one unpacks with a single thread, the other compresses. Waits for both even when one fails, as it works in the same folder. */
async function together<A, B>(work: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function buildLayers(stages: Stages, live: LiveLayer, gui: GuiLayer | undefined): Promise<string[]> {
  return [await buildLiveLayer(stages, live), ...gui === undefined ? [] : [await buildGuiLayer(stages, gui)]];
}

interface Debs { runtime: string[]; optional: string[]; code: string[]; live: string[] }

async function buildDebs(stages: Stages, key: SigningKey, work: string): Promise<Debs> {
  const keyring = join(work, 'keyring.gpg');
  await exportKeyring(key, keyring);
  const { runtime, optional, code, live } = await ourPackages(keyring);
  // Compressing Node and llama.cpp takes longer than everything else here, and they rarely change.
  const rare = [...runtime, ...optional];
  const kept = await stages.run('runtime', await Promise.all(rare.map(debInputs)), async (into) => {
    for (const deb of rare) await buildDeb(deb, into, join(work, 'trees'));
  });
  const fresh = join(work, 'debs');
  await mkdir(fresh);
  const build = (deb: Deb): Promise<string> => buildDeb(deb, fresh, join(work, 'trees'));
  const keptFiles = (debs: readonly Deb[]): string[] => debs.map((deb) => join(kept, debName(deb)));
  const built = await Promise.all(code.map(build));
  const carried = optional.length > 0 ? [await build(carriedPackages(keptFiles(optional)))] : [];
  return { runtime: keptFiles(runtime), optional: keptFiles(optional), code: [...built, ...carried], live: await Promise.all(live.map(build)) };
}

interface Parts { base: string; debs: Debs; system: string; layers: string[]; key: SigningKey; work: string; out: string; epoch: number }

async function assemble({ base, debs, system, layers, key, work, out, epoch }: Parts): Promise<string> {
  const image = JSON.parse(await readFile(join(system, 'system.json'), 'utf8')) as SystemImage;
  const contents = JSON.parse(await readFile(join(system, 'root.json'), 'utf8')) as RootContents;
  const id = digest([image.sha256, await Promise.all(layers.map(fileDigest)), await fileDigest(join(base, `boot/initrd.img-${image.kernel}`))]);
  const tree = join(work, 'tree');
  await mkdir(join(tree, 'cognos'), { recursive: true });
  await mkdir(join(tree, 'boot/grub'), { recursive: true });
  await buildRepository([...debs.runtime, ...debs.optional, ...debs.code], key, join(tree, 'apt'), epoch);
  await writeFile(join(tree, `cognos/id-${id}`), `${id}\n`);
  const live: [from: string, to: string][] = [
    ...['system.img', 'system.json', 'system.table'].map((name): [string, string] => [join(system, name), `cognos/${name}`]),
    ...layers.map((layer): [string, string] => [layer, `cognos/${basename(layer)}`]),
  ];
  for (const [from, to] of live) await cp(from, join(tree, to));
  await buildInitrd(base, image.kernel, { id, files: await liveFiles(tree) }, work, epoch);
  const bios = await buildBiosImage(base, id, work);
  const files: [from: string, to: string][] = [
    ...netbootLoaders(base),
    [join(base, `boot/vmlinuz-${image.kernel}`), 'cognos/vmlinuz'],
    [join(work, 'initrd.img'), 'cognos/initrd.img'],
    [bios, `boot/grub/${basename(bios)}`],
  ];
  for (const [from, to] of files) await cp(from, join(tree, to), { dereference: true }); // Debian's ipxe.efi is a link.
  await writeFile(join(tree, 'boot/grub/grub.cfg'), mediumMenu(id, { speaks: layers.some((layer) => basename(layer) === 'gui.squashfs') }));
  await writeManifest({ tree, id, epoch, contents, key });
  const unfinished = `${out}.unfinished`;
  await writeIso({ tree, bios: 'boot/grub/bios.img', esp: await buildEspImage(base, id, work, epoch),
    hybridMbr: join(base, 'usr/lib/grub/i386-pc/boot_hybrid.img'), output: unfinished, epoch });
  await rename(unfinished, out); // A machine that runs from the last one keeps it.
  const warning = key.development ? '\nSigned with a DEVELOPMENT key from build/keys: not for release. Set COGNOS_SIGNING_HOME to sign with yours.' : '';
  return sizeReport((await stat(out)).size, image.usedBytes, contents.packages) + warning;
}
