/** The trees of the packages cognos-llama and cognos-llama-vulkan, made once for the same sources. */
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { command } from '../command.ts';
import { clearLeftovers } from '../leftovers.ts';
import { lockFolder } from '../lock-folder.ts';
import { buildFolder } from '../places.ts';
import { Stages } from '../stage.ts';
import { fileDigest } from '../tree-digest.ts';
import { copyrightText } from './copyright.ts';
import { checkLinking } from './linking.ts';
import { unpackArchive } from './npm-archive.ts';
import { checkOut, compilePrograms, compilerVersion, programs } from './programs.ts';
import { llamaFolder, readLlamaSources } from './sources.ts';
import type { LlamaArchitecture, LlamaSources } from './sources.ts';

/** Where the programs lie on a machine, with the libraries and CPU backends that they load beside them. */
const runtimeFolder = 'usr/lib/cognos-llama';
/** What the trees are made by, beside the compiler. */
const makers = ['sources.json', 'CMakeLists.txt', 'load-backends.cpp', 'programs.ts', 'runtime.ts', 'copyright.ts'];
/** A checkout's own: `build/llama/usr/lib/cognos-llama/llama-bench`. */
const inCheckout = join(buildFolder, 'llama');

export interface LlamaTrees {
  programs: string;
  /** Nobody publishes a Vulkan backend for arm64. */
  vulkan?: string;
}

/** The trees; nothing is fetched or compiled when they are there for the same sources. */
export async function buildLlama(architecture: LlamaArchitecture = 'amd64'): Promise<LlamaTrees> {
  const folder = join(buildFolder, 'llama-stages');
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    await clearLeftovers(folder);
    const sources = await readLlamaSources();
    const inputs = { makers: await Promise.all(makers.map((file) => fileDigest(join(llamaFolder, file)))), compiler: await compilerVersion(architecture) };
    const stage = await new Stages(folder).run(architecture === 'amd64' ? 'llama' : `llama-${architecture}`, inputs, (into) => makeTrees(sources, architecture, into));
    const trees = join(stage, 'cognos-llama');
    if (architecture !== 'amd64') return { programs: trees };
    await pointTo(trees);
    return { programs: trees, vulkan: join(stage, 'cognos-llama-vulkan') };
  } finally {
    await unlock();
  }
}

/** Their publisher's names for folders in the archives, and what starts a program of the architecture here. */
const platforms: Record<LlamaArchitecture, { bins: string; emulator: string[] }> = {
  amd64: { bins: 'linux-x64', emulator: [] },
  arm64: { bins: 'linux-arm64', emulator: ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'] },
};

async function makeTrees(sources: LlamaSources, architecture: LlamaArchitecture, into: string): Promise<void> {
  const { bins, emulator } = platforms[architecture];
  const work = await mkdtemp(join(into, 'work-'));
  const folders = { publisher: join(work, 'publisher'), libraries: join(work, 'libraries'), vulkan: join(work, 'vulkan'), source: join(work, 'source') };
  await unpackArchive(sources.source, folders.publisher);
  await unpackArchive(sources.libraries[architecture], folders.libraries);
  await checkOut(join(folders.publisher, 'llama/gitRelease.bundle'), sources.commit, folders.source);
  const libraries = join(folders.libraries, 'bins', bins);
  const compiled = await compilePrograms({ architecture, source: folders.source, libraries, sources, work: join(work, 'compile') });
  const copyright = await copyrightText(folders.source, join(folders.publisher, 'LICENSE'));

  const shared = (await readdir(libraries)).filter((name) => /^lib.*\.so$/.test(name));
  await fillTree(join(into, 'cognos-llama'), copyright, [...programs.map((name) => join(compiled, name)), ...shared.map((name) => join(libraries, name))]);
  await mkdir(join(into, 'cognos-llama/usr/bin'));
  for (const name of programs) await symlink(`../lib/cognos-llama/${name}`, join(into, 'cognos-llama/usr/bin', name));
  const [file = '', ...args] = [...emulator, join(into, 'cognos-llama', runtimeFolder, 'llama-bench'), '--list-devices'];
  await command(file, args); // They fit together, or it cannot start.
  if (architecture === 'amd64') {
    await unpackArchive(sources.vulkan.amd64, folders.vulkan);
    const vulkan = join(folders.vulkan, 'bins/linux-x64-vulkan');
    await requireSameBase(libraries, vulkan);
    await fillTree(join(into, 'cognos-llama-vulkan'), copyright, [join(vulkan, 'libggml-vulkan.so')]);
  }
  await rm(work, { recursive: true });
}

/** The Vulkan backend goes beside libraries of another archive: only if both were compiled from the same. */
async function requireSameBase(libraries: string, vulkan: string): Promise<void> {
  const [ours, theirs] = await Promise.all([libraries, vulkan].map((folder) => fileDigest(join(folder, 'libggml-base.so'))));
  if (ours !== theirs) throw new Error('the Vulkan backend was compiled with another libggml-base.so than the other libraries');
}

async function fillTree(tree: string, copyright: string, files: readonly string[]): Promise<void> {
  const folder = join(tree, runtimeFolder);
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const to = join(folder, basename(file));
    await cp(file, to);
    if (!file.endsWith('.so')) continue;
    await chmod(to, 0o644);
    await command('patchelf', ['--set-rpath', '$ORIGIN', to]); // Theirs ends in an empty element: the working directory.
  }
  await checkLinking(folder);
  const documents = join(tree, 'usr/share/doc', basename(tree));
  await mkdir(documents, { recursive: true });
  await writeFile(join(documents, 'copyright'), copyright);
}

/** Renamed into place, so that the path is there at every moment once it was. */
async function pointTo(tree: string): Promise<void> {
  const link = `${inCheckout}.new`;
  await rm(link, { force: true });
  await symlink(relative(buildFolder, tree), link);
  const old = await lstat(inCheckout).catch(() => undefined);
  if (old !== undefined && !old.isSymbolicLink()) await rm(inCheckout, { recursive: true });
  await rename(link, inCheckout);
}
