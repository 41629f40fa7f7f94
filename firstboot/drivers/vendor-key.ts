/** A vendor's signing key: fetched over https, used only when its fingerprint is the one that the plan names. */
import type { VendorRepository } from '../../shared/drivers/driver-plan.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { runFolder, vendorKeys } from '../paths.ts';
import { aptGet, type AptDoor } from './apt.ts';
import { keyPath } from './driver-sources.ts';

/** `queue`: could not be fetched now. `refuse`: must not be used. Undefined: it is in place. */
export type KeyTrouble = { kind: 'queue' | 'refuse'; why: string } | undefined;

export async function ensureVendorKey(door: AptDoor, repository: VendorRepository): Promise<KeyTrouble> {
  const { keyFingerprint: expected, name } = repository;
  if (expected === undefined) return { kind: 'refuse', why: `The key of ${name} is not known here, and nobody confirmed it: its repository is not used.` };
  if (await door.host.exists(keyPath(repository))) return undefined;
  if (!repository.keyUrl.startsWith('https://')) return { kind: 'refuse', why: `The key of ${name} could only be fetched without https: its repository is not used.` };
  // Needed for nothing else, so it is not in the image.
  if (!await door.host.exists('/usr/bin/gpg')) await aptGet(door, ['--yes', '--no-install-recommends', '--no-remove', 'install', 'gpg']);
  return fetchKey(door, repository, expected);
}

async function fetchKey({ host, signal }: AptDoor, repository: VendorRepository, expected: string): Promise<KeyTrouble> {
  const folder = `${runFolder}/vendor-key`;
  const file = `${folder}/key`;
  await host.remove(folder);
  await host.makeDirectory(folder, { mode: 0o700 });
  try {
    await host.run('curl', ['--proto', '=https', '--proto-redir', '=https', '--fail', '--silent', '--show-error', '--location', '--retry', '3', '--max-time', '60', '--max-filesize', '1000000', '--output', file, repository.keyUrl], { signal });
    const found = fingerprintsOf(await gpg(host, folder, ['--show-keys', '--with-colons', file]));
    if (!found.includes(expected)) {
      return { kind: 'refuse', why: `The key at ${repository.keyUrl} is not the one expected (${expected}) but ${found.join(', ') || 'no key at all'}: the repository of ${repository.name} is not used.` };
    }
    await host.makeDirectory(vendorKeys);
    await gpg(host, folder, ['--import', file]);
    // That one alone: a file may hold others, and apt would believe them all.
    await gpg(host, folder, ['--yes', '--output', `${folder}/one.gpg`, '--export', expected]);
    // Whole or not there at all, for its being there is what the next run goes by.
    await host.run('install', ['--mode=0644', `${folder}/one.gpg`, `${keyPath(repository)}.new`]);
    await host.run('sync', [`${keyPath(repository)}.new`]);
    await host.run('mv', [`${keyPath(repository)}.new`, keyPath(repository)]);
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.file === 'curl' ? { kind: 'queue', why: `The key of ${repository.name} could not be fetched: ${error.message}.` }
      : { kind: 'refuse', why: `What is at ${repository.keyUrl} cannot be used as a key (${error.message}): the repository of ${repository.name} is not used.` };
  } finally {
    await host.remove(folder);
  }
}

function gpg(host: Host, home: string, args: readonly string[]): Promise<string> {
  return host.run('gpg', ['--batch', '--no-options', '--no-autostart', '--homedir', home, ...args]);
}

/** Of primary keys: the `fpr` record right after a `pub` record (gnupg's doc/DETAILS). */
export function fingerprintsOf(colons: string): string[] {
  return [...colons.matchAll(/^pub:.*\n(?:(?!fpr:|pub:|sub:).*\n)*fpr:(?:[^:]*:){8}([0-9A-F]{40}):/gm)].map(([, fingerprint = '']) => fingerprint);
}
