/**
 * The key that signs the APT repository and the manifest. `$COGNOS_SIGNING_HOME` is a GnuPG home with one secret
 * key; without it a development key is made once and kept, and every build says loudly that it is one.
 */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';

export interface SigningKey {
  /** GnuPG home folder. */
  home: string;
  fingerprint: string;
  development: boolean;
}

export async function signingKey(buildFolder: string): Promise<SigningKey> {
  const given = process.env['COGNOS_SIGNING_HOME'];
  const home = given ?? join(buildFolder, 'keys');
  if (given === undefined && await fingerprint(home) === undefined) await makeDevelopmentKey(home);
  const found = await fingerprint(home);
  if (found === undefined) throw new Error(`there is no secret key in ${home}; make one with gpg --homedir, or unset COGNOS_SIGNING_HOME to use a development key`);
  return { home, fingerprint: found, development: given === undefined };
}

const quiet = ['--batch', '--no-tty', '--quiet', '--yes'];

async function fingerprint(home: string): Promise<string | undefined> {
  const list = await command('gpg', [...quiet, '--homedir', home, '--list-secret-keys', '--with-colons']).catch(() => '');
  return /^fpr:(?::*)([0-9A-F]{40}):/m.exec(list)?.[1];
}

async function makeDevelopmentKey(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  await command('gpg', [...quiet, '--homedir', home, '--passphrase', '', '--quick-generate-key',
    'CognOS DEVELOPMENT key, not for releases <development@cognos.invalid>', 'ed25519', 'sign', 'never']);
}

/** The public key as a keyring apt and gpgv read. */
export async function exportKeyring(key: SigningKey, file: string): Promise<void> {
  await command('gpg', [...quiet, '--homedir', key.home, '--output', file, '--export-options', 'export-minimal', '--export', key.fingerprint]);
}

/** `detached`: a binary signature beside the file; `inline`: text and signature in one file (InRelease). */
export async function sign(key: SigningKey, kind: 'detached' | 'inline', file: string, output: string): Promise<void> {
  const how = kind === 'detached' ? '--detach-sign' : '--clear-sign';
  await command('gpg', [...quiet, '--homedir', key.home, '--local-user', key.fingerprint, '--digest-algo', 'SHA512', '--output', output, how, file]);
}

/** Throws unless `signature` was made over `file` by a key of the keyring. */
export async function verify(keyring: string, signature: string, file: string): Promise<void> {
  await command('gpgv', ['--keyring', keyring, signature, file]);
}
