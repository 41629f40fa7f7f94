/**
 * `gui.squashfs`: display server and browser of the graphical wizard, a layer of the live system between the target's
 * own files and `live.squashfs`. Apart from that one, because it is large and changes with Debian only; what starts
 * over the network need not load it.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSources } from '../apt-sources.ts';
import type { AptSource } from '../apt-sources.ts';
import { chroot } from '../chroot.ts';
import { command } from '../command.ts';
import { here } from '../places.ts';
import { packLayer } from '../pack-layer.ts';
import type { Stages } from '../stage.ts';
import { fileDigest } from '../tree-digest.ts';
import { copyAdded } from './added-files.ts';
import { electronInputs, packElectron } from './pack-electron.ts';
import { guiPackages, keptIn, leftOut } from './packages.ts';
import type { Gui } from './packages.ts';

/** dpkg takes the last that matches. */
const exclusions = [...leftOut.map(([path]) => `--path-exclude=${path}`), ...keptIn.map(([path]) => `--path-include=${path}`)];

export interface GuiLayer {
  gui: Exclude<Gui, 'none'>;
  /** Folder of Electron's own release; only for `electron`. */
  runtime?: string | undefined;
  base: string;
  sources: readonly AptSource[];
  epoch: number;
}

export async function buildGuiLayer(stages: Stages, { gui, runtime, base, sources, epoch }: GuiLayer): Promise<string> {
  const names = guiPackages(gui).map(([name]) => name);
  const code = await Promise.all(['gui/gui-layer.ts', 'gui/added-files.ts', 'pack-layer.ts'].map((file) => fileDigest(join(here, file))));
  const stage = await stages.run('gui', { gui, names, exclusions, sources, base, code, electron: runtime === undefined ? undefined : await electronInputs(runtime) }, async (into) => {
    const whole = join(into, 'whole');
    const root = join(into, 'root');
    await command('cp', ['--archive', '--reflink=auto', '--', base, whole]);
    await install(whole, names, sources, into);
    await copyAdded(base, whole, root, isOfLayer);
    await rm(whole, { recursive: true });
    if (runtime !== undefined) await packElectron(runtime, join(root, 'usr/lib/cognos/electron'));
    await packLayer(root, join(into, 'gui.squashfs'), epoch);
    await rm(root, { recursive: true });
  });
  return join(stage, 'gui.squashfs');
}

/** Downloaded by this machine's apt, with its proxies and keys, for the root as it is; unpacked inside the root. */
async function install(root: string, names: readonly string[], sources: readonly AptSource[], work: string): Promise<void> {
  const apt = join(work, 'apt');
  const archives = join(root, 'var/cache/cognos-debs');
  await mkdir(join(apt, 'lists/partial'), { recursive: true });
  await mkdir(join(archives, 'partial'), { recursive: true });
  await writeFile(join(apt, 'sources.list'), formatSources(sources));
  const options = [
    `Dir::State::status=${root}/var/lib/dpkg/status`, `Dir::State::lists=${apt}/lists`, `Dir::Cache::archives=${archives}`,
    `Dir::Cache::pkgcache=`, `Dir::Cache::srcpkgcache=`, `Dir::Etc::sourcelist=${apt}/sources.list`, 'Dir::Etc::sourceparts=/dev/null',
    'APT::Install-Recommends=false', 'APT::Sandbox::User=root', 'Acquire::Retries=3',
  ].flatMap((option) => ['-o', option]);
  await command('apt-get', [...options, 'update', '--quiet']);
  await command('apt-get', [...options, 'install', '--download-only', '--yes', '--quiet', ...names]);
  const debs = (await readdir(archives)).filter((file) => file.endsWith('.deb')).sort();
  await chroot(root, ['dpkg', '--force-unsafe-io', ...exclusions, '--install', ...debs.map((file) => `/var/cache/cognos-debs/${file}`)]);
  await rm(archives, { recursive: true });
  await rm(apt, { recursive: true });
}

const notOfLayer: readonly (readonly [path: RegExp, why: string])[] = [
  [/^\/var\/lib\/(dpkg|apt|ucf|systemd)(\/|$)/, "the package database stays the target's own: it is what the installer and people look at"],
  [/^\/(var\/(cache|log)|tmp|run|dev|proc|sys|boot)(\/|$)/, 'nothing that anybody needs again'],
  [/^\/etc\/(systemd|init\.d|rc.\.d)(\/|$)/, "no unit of these packages starts by itself: the wizard's own units want what they need"],
  [/^\/etc\/[^/]*-$/, 'backups'],
  [/^\/usr\/lib\/udev\/hwdb\.bin$/, "compiled again with quirks of tablets in it; the target's own does, and 13 MB are saved"],
];

export function isOfLayer(path: string): boolean {
  return !notOfLayer.some(([pattern]) => pattern.test(path));
}
