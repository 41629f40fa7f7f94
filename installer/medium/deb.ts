/** Our own packages, built by dpkg-deb from a folder of files: byte for byte the same for the same files. */
import { chmod, cp, lstat, lutimes, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { command } from './command.ts';
import { fileDigest, listFiles, treeDigest } from './tree-digest.ts';

export interface Deb {
  name: string;
  version: string;
  architecture: 'amd64' | 'arm64' | 'all';
  depends: string[];
  conflicts?: string[];
  /** First line short, the rest the long description. */
  description: string;
  /** A folder whose tree goes into the package as it is. */
  tree?: string;
  /** More files: absolute path in the package, file it comes from, permission bits. */
  files: { path: string; from: string; mode: number }[];
  /** Units to enable when installed. */
  enable?: string[];
}

/** Times in our packages: the same content is the same package, whichever commit it was built from. */
const packageEpoch = Date.UTC(2025, 0, 1) / 1000;

/** Builds `<name>_<version>_<architecture>.deb` in `into`; returns its path. */
export async function buildDeb(deb: Deb, into: string, work: string): Promise<string> {
  const root = join(work, deb.name);
  await mkdir(join(root, 'DEBIAN'), { recursive: true });
  if (deb.tree !== undefined) await cp(deb.tree, root, { recursive: true, verbatimSymlinks: true });
  for (const { path, from, mode } of deb.files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(from, join(root, path));
    await chmod(join(root, path), mode);
  }
  await writeControl(deb, root);
  await normalise(root, packageEpoch);
  const file = join(into, debName(deb));
  await command('dpkg-deb', ['--root-owner-group', '--uniform-compression', '-Zzstd', '-z15', '--build', root, file],
    { env: { SOURCE_DATE_EPOCH: String(packageEpoch) } });
  return file;
}

export function debName({ name, version, architecture }: Deb): string {
  return `${name}_${version}_${architecture}.deb`;
}

/** What the package is made of, for a stage's key: paths on this machine left out, content instead. */
export async function debInputs(deb: Deb): Promise<unknown> {
  const files = await Promise.all(deb.files.map(async ({ path, from, mode }) => ({ path, mode, content: await fileDigest(from) })));
  return { ...deb, files, tree: deb.tree === undefined ? undefined : await treeDigest(deb.tree) };
}

async function writeControl(deb: Deb, root: string): Promise<void> {
  const [summary = '', ...rest] = deb.description.split('\n');
  const fields = [
    `Package: ${deb.name}`, `Version: ${deb.version}`, `Architecture: ${deb.architecture}`,
    'Maintainer: CognOS project <packages@cognos.invalid>',
    `Installed-Size: ${await installedKib(root)}`,
    ...(deb.depends.length > 0 ? [`Depends: ${deb.depends.join(', ')}`] : []),
    ...(deb.conflicts !== undefined ? [`Conflicts: ${deb.conflicts.join(', ')}`] : []),
    'Section: admin', 'Priority: optional',
    `Description: ${summary}`, ...rest.map((line) => ` ${line}`),
  ];
  await writeFile(join(root, 'DEBIAN/control'), `${fields.join('\n')}\n`);
  const configuration = (await listFiles(root)).filter((file) => file.startsWith('etc/'));
  if (configuration.length > 0) await writeFile(join(root, 'DEBIAN/conffiles'), configuration.map((file) => `/${file}\n`).join(''));
  if (deb.enable !== undefined && deb.enable.length > 0) await writeScripts(root, deb.enable);
}

/** KiB as Debian policy counts them: each file rounded up, a KiB for everything else. */
async function installedKib(root: string): Promise<number> {
  const entries = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => !join(entry.parentPath, entry.name).startsWith(join(root, 'DEBIAN')));
  const sizes = await Promise.all(entries.map(async (entry) => entry.isFile() ? Math.ceil((await lstat(join(entry.parentPath, entry.name))).size / 1024) : 1));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Enabled on a first install only, so that an administrator's choice survives upgrades; nothing is started. */
async function writeScripts(root: string, units: readonly string[]): Promise<void> {
  const names = units.join(' ');
  const scripts = {
    postinst: `#!/bin/sh\nset -e\nif [ "$1" = configure ] && [ -z "$2" ]; then\n  systemctl --no-reload enable ${names}\nfi\n`,
    prerm: `#!/bin/sh\nset -e\nif [ "$1" = remove ]; then\n  systemctl --no-reload disable ${names}\nfi\n`,
  };
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(root, 'DEBIAN', name), text, { mode: 0o755 });
}

/** Permissions and times are those of the package, not of the checkout it came from. */
export async function normalise(root: string, epoch: number): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = [root, ...entries.map((entry) => join(entry.parentPath, entry.name))].sort().reverse();
  for (const path of paths) {
    const status = await lstat(path);
    if (!status.isSymbolicLink()) await chmod(path, status.isDirectory() || status.mode & 0o100 ? 0o755 : 0o644);
    await lutimes(path, epoch, epoch);
  }
}
