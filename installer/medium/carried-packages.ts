/**
 * Packages of ours that only some machines have a use for (the Vulkan backend), carried in the image as they are and not
 * installed: the first boot takes them from there by their path, with no network, no medium and no package source. They
 * are as trustworthy as the image that they lie in. 7.6 MB on 2026-11-24; installing them everywhere would make
 * llama.cpp load a backend that finds nothing.
 */
import { basename } from 'node:path';
import { carriedPackages as folder } from '../paths.ts';
import type { Deb } from './deb.ts';

/** @param debs files `<name>_<version>_<architecture>.deb`, all of one version */
export function carriedPackages(debs: readonly string[]): Deb {
  const [, version = '0'] = basename(debs[0] ?? '').split('_');
  return {
    name: 'cognos-carried-packages', version, architecture: 'amd64', depends: [],
    description: 'CognOS packages that the first boot installs where they are of use\nLanguage model backends, as package files.',
    files: debs.map((from) => ({ path: `${folder}/${basename(from).split('_')[0]}.deb`, from, mode: 0o644 })),
  };
}
