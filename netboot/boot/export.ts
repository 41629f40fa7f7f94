/**
 * The folder that machines boot from, made from a medium: its kernel, initrd and loaders on top, its tree below `medium/`,
 * the first lines for iPXE (those for GRUB name the server: start-dnsmasq.ts), and digests of all. Nothing is taken that the medium's signed manifest does not list.
 */
import { access, chmod, link, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { command } from '../../installer/medium/command.ts';
import { appendArchive } from '../../installer/medium/initrd.ts';
import { manifestPath, type Manifest } from '../../installer/medium/manifest.ts';
import { sign, verify, type SigningKey } from '../../installer/medium/signing-key.ts';
import { fileDigest, listFiles } from '../../installer/medium/tree-digest.ts';
import { authorityArchive } from './authority-archive.ts';
import { ipxeStartAnywhere } from './menu.ts';

export interface ExportRequest {
  iso: string;
  /** Made anew; an earlier export there is replaced when this one is whole. */
  into: string;
  /** The keys of which one must have signed the medium (gpgv's keyring). */
  keyring: string;
  /** PEM of the authority that signs the boot server's certificate; goes into the initrd, and specs come by https only. */
  authority?: string;
  /** Signs SHA256SUMS. */
  key?: SigningKey;
}

export const digestsName = 'SHA256SUMS';

/** Returns how many files and bytes there are. Throws a sentence when the medium is not whole, not ours or has no loaders. */
export async function exportArtefacts({ iso, into, keyring, authority, key }: ExportRequest): Promise<{ files: number; bytes: number }> {
  const target = resolve(into);
  await refuseForeign(target);
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(join(unfinished, 'medium'), { recursive: true });
    await extract(iso, join(unfinished, 'medium'));
    await checkMedium(join(unfinished, 'medium'), keyring, iso);
    await layOut(unfinished, iso);
    await writeInitrd(unfinished, authority);
    const total = await writeDigests(unfinished, key);
    await replace(target, unfinished);
    return total;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** A folder of something else must not vanish because of a slip. */
async function refuseForeign(target: string): Promise<void> {
  const content = await readdir(target).catch((): string[] => []);
  if (content.length > 0 && !content.includes(digestsName)) throw new Error(`${target} holds something else than boot artefacts; name an empty folder, one that does not exist, or an earlier export`);
}

async function extract(iso: string, into: string): Promise<void> {
  if (!await there(iso)) throw new Error(`there is no medium ${iso}; npm run iso makes one, --iso FILE names another`);
  await command('xorriso', ['-osirrox', 'on', '-indev', iso, '-extract', '/', into]);
  // ISO 9660 knows no other permissions than read-only ones.
  await command('chmod', ['-R', 'u+w,go+rX', into]);
}

async function checkMedium(medium: string, keyring: string, iso: string): Promise<void> {
  const file = join(medium, manifestPath);
  await verify(keyring, `${file}.sig`, file).catch((error: unknown) => {
    throw new Error(`${iso} is not signed by a key of ${keyring}: build it anew, or name the keyring of who built it (--keyring FILE)`, { cause: error });
  });
  const { medium: listed, unlisted } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const digests = new Map(listed.map(({ path, sha256 }) => [path, sha256]));
  for (const path of await listFiles(medium)) {
    const sha256 = digests.get(path);
    digests.delete(path);
    if ((await lstat(join(medium, path))).isSymbolicLink()) throw new Error(`${iso} has a link, ${path}, which would lead to a file of this machine; build it anew`);
    if (unlisted.includes(path)) await dropUnlisted(medium, path);
    else if (sha256 !== await fileDigest(join(medium, path))) throw new Error(`${iso} is damaged: ${path} is not what its manifest says`);
  }
  const [missing] = digests.keys();
  if (missing !== undefined) throw new Error(`${iso} is damaged: ${missing} is missing`);
}

/** What nobody vouches for is of no use over the network either; the manifest has its own signature. */
async function dropUnlisted(medium: string, path: string): Promise<void> {
  if (!path.startsWith(manifestPath)) await rm(join(medium, path));
}

async function layOut(folder: string, iso: string): Promise<void> {
  const loaders = join(folder, 'medium/netboot');
  if (!await there(loaders)) throw new Error(`${iso} has no loaders for the network (netboot/); build a newer one`);
  for (const name of await readdir(loaders)) await link(join(loaders, name), join(folder, name));
  await link(join(folder, 'medium/cognos/vmlinuz'), join(folder, 'vmlinuz'));
  await mkdir(join(folder, 'ipxe'));
  await writeFile(join(folder, 'ipxe/start.ipxe'), ipxeStartAnywhere(), { mode: 0o644 });
}

async function writeInitrd(folder: string, authority: string | undefined): Promise<void> {
  const [from, to] = [join(folder, 'medium/cognos/initrd.img'), join(folder, 'initrd.img')];
  if (authority === undefined) await link(from, to);
  else await writeFile(to, appendArchive(await readFile(from), await authorityArchive(authority)), { mode: 0o644 });
}

async function writeDigests(folder: string, key: SigningKey | undefined): Promise<{ files: number; bytes: number }> {
  const paths = await listFiles(folder);
  const lines: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    lines.push(`${await fileDigest(join(folder, path))}  ${path}\n`);
    bytes += (await stat(join(folder, path))).size;
  }
  const file = join(folder, digestsName);
  await writeFile(file, lines.join(''), { mode: 0o644 });
  if (key) {
    await sign(key, 'detached', file, `${file}.sig`);
    await chmod(`${file}.sig`, 0o644);
  }
  return { files: paths.length, bytes };
}

/** One of the two is there at every moment but one between two renames. */
async function replace(target: string, unfinished: string): Promise<void> {
  const old = `${target}.old`;
  await rm(old, { recursive: true, force: true });
  if (await there(target)) await rename(target, old);
  await rename(unfinished, target).catch(async (error: unknown) => {
    await rename(old, target).catch(() => undefined);
    throw error;
  });
  await rm(old, { recursive: true, force: true });
}

async function there(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
