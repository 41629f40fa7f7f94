/** What cognos-llama is made from, pinned by checksum: see sources.json. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A package of the npm registry, fetched as an archive and never installed. */
export interface NpmArchive {
  name: string;
  version: string;
  /** As in package-lock.json: `sha512-` and base64. */
  integrity: string;
}

/** Debian's words for architectures. */
export type LlamaArchitecture = 'amd64' | 'arm64';

export interface LlamaSources {
  /** llama.cpp's release, which is also in the libraries' file names. */
  version: string;
  /** Ours, after the dash of the Debian version: raise it when the same release is packaged differently. */
  revision: number;
  /** Head of the git bundle inside `source`: the release with the patches its publisher compiled the libraries with. */
  commit: string;
  source: NpmArchive;
  /** libllama, libggml and one CPU backend per processor family. */
  libraries: Record<LlamaArchitecture, NpmArchive>;
  /** The same with the Vulkan backend; nobody publishes one for arm64. */
  vulkan: Record<'amd64', NpmArchive>;
}

export const llamaFolder = import.meta.dirname;

export async function readLlamaSources(): Promise<LlamaSources> {
  return JSON.parse(await readFile(join(llamaFolder, 'sources.json'), 'utf8')) as LlamaSources;
}

export function debianVersion({ version, revision }: LlamaSources): string {
  return `${version}-${revision}`;
}
