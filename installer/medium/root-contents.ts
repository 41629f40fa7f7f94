/** What is in the target root: every file's digest and every package, for manifest and size report. */
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';
import { fileDigest } from './tree-digest.ts';

export interface RootContents {
  kernel: string;
  /** Bytes of all files, each hard-linked file once. */
  bytes: number;
  files: { path: string; mode: string; owner: string; sha256?: string; link?: string }[];
  packages: { name: string; version: string; architecture: string; installedKib: number }[];
}

export async function rootContents(root: string): Promise<RootContents> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort((a, b) => (a < b ? -1 : 1));
  const files: RootContents['files'] = [];
  const seen = new Map<number, string | undefined>();
  let bytes = 0;
  for (const path of paths) {
    const status = await lstat(path);
    const common = { path: path.slice(root.length), mode: status.mode.toString(8), owner: `${status.uid}:${status.gid}` };
    if (status.isSymbolicLink()) files.push({ ...common, link: await readlink(path) });
    else if (status.isFile()) {
      const known = seen.get(status.ino);
      const sha256 = known ?? await fileDigest(path);
      if (known === undefined) bytes += status.size;
      seen.set(status.ino, sha256);
      files.push({ ...common, sha256 });
    } else files.push(common);
  }
  const kernel = (await readdir(join(root, 'usr/lib/modules')))[0] ?? '';
  return { kernel, bytes, files, packages: await installedPackages(root) };
}

async function installedPackages(root: string): Promise<RootContents['packages']> {
  const format = '${Package} ${Version} ${Architecture} ${Installed-Size}\\n';
  const text = await command('dpkg-query', [`--admindir=${root}/var/lib/dpkg`, '--show', `--showformat=${format}`]);
  return text.trim().split('\n').map((line) => {
    const [name = '', version = '', architecture = '', size = '0'] = line.split(' ');
    return { name, version, architecture, installedKib: Number(size) };
  });
}
