/** `cognos-netboot export DIR [--iso FILE] [--keyring FILE] [--ca FILE]`. */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackages, type BuildPackage } from '../../installer/medium/build-packages.ts';
import { buildFolder } from '../../installer/medium/places.ts';
import { exportKeyring, signingKey, type SigningKey } from '../../installer/medium/signing-key.ts';
import { exportArtefacts } from './export.ts';

export const exportUsage = `Usage: cognos-netboot export DIR [--iso FILE] [--keyring FILE] [--ca FILE]

Makes the folder that machines boot from, out of a CognOS medium: kernel, initrd,
layers, shim, GRUB and iPXE. The medium's signature and every digest are checked.

  --iso FILE      the medium (build/cognos.iso)
  --keyring FILE  keys that may have signed it (default: the signing key of the
                  checkout, else the installed package cognos-archive-keyring's)
  --ca FILE       the authority (PEM) of the boot server's certificate: goes into the
                  initrd, and from then on specs are taken by https only
`;

const installedKeyring = '/usr/share/keyrings/cognos-archive-keyring.gpg';

export const exportPackages: readonly BuildPackage[] = [
  { name: 'xorriso', provides: 'xorriso' }, { name: 'gpgv', provides: 'gpgv' }, { name: 'cpio', provides: 'cpio' },
];

/** Exit code: 0 done, 2 usage, 4 it could not be made (a sentence was said). */
export async function exportCommand(args: readonly string[], write: (text: string) => void = (text) => { process.stdout.write(text); }, complain: (text: string) => void = (text) => { process.stderr.write(text); }): Promise<number> {
  const asked = readAsked(args);
  if (typeof asked === 'string') {
    complain(`${asked}\n\n${exportUsage}`);
    return 2;
  }
  if (asked.help) {
    write(exportUsage);
    return 0;
  }
  const work = await mkdtemp(join(tmpdir(), 'cognos-export-'));
  try {
    await ensurePackages(exportPackages);
    const key = await checkoutKey();
    const keyring = asked.keyring ?? await defaultKeyring(key, work);
    const { files, bytes } = await exportArtefacts({ iso: asked.iso, into: asked.into, keyring, ...asked.ca === undefined ? {} : { authority: asked.ca }, ...key ? { key } : {} });
    write(`${resolve(asked.into)}: ${files} files, ${(bytes / 1e6).toFixed(0)} MB, signature and digests good\n`);
    return 0;
  } catch (error) {
    complain(`cognos-netboot: ${error instanceof Error ? error.message : String(error)}\n`);
    return 4;
  } finally {
    await rm(work, { recursive: true });
  }
}

function readAsked(args: readonly string[]): { into: string; iso: string; keyring?: string; ca?: string; help: boolean } | string {
  try {
    const { values: { iso = join(buildFolder, 'cognos.iso'), help = false, ...others }, positionals } = parseArgs({
      args: [...args], allowPositionals: true,
      options: { iso: { type: 'string' }, keyring: { type: 'string' }, ca: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (!help && positionals.length !== 1) return `export takes one folder, ${positionals.length} given`;
    return { into: positionals[0] ?? '', iso, help, ...others };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The key that signs media here, where there is one already; none is made for this. */
async function checkoutKey(): Promise<SigningKey | undefined> {
  const home = process.env['COGNOS_SIGNING_HOME'] ?? join(buildFolder, 'keys');
  return await access(home).then(() => true, () => false) ? signingKey(buildFolder) : undefined;
}

async function defaultKeyring(key: SigningKey | undefined, work: string): Promise<string> {
  if (!key) return installedKeyring;
  const keyring = join(work, 'keyring.gpg');
  await exportKeyring(key, keyring);
  return keyring;
}
