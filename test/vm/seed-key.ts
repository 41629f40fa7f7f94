/** Throw-away ssh keys, and putting one into a user-data file. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

export interface KeyPair {
  /** Path of the private key. */
  path: string;
  publicKey: string;
}

/** Made once per folder. */
export async function makeKey(directory: string): Promise<KeyPair> {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'id_ed25519');
  if (!existsSync(path)) await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'cognos-vm', '-f', path]);
  return { path, publicKey: readFileSync(`${path}.pub`, 'utf8').trim() };
}

/** The same user-data, the rest untouched, with `publicKey` for its first named user; `user` is undefined when it names none. */
export function addKey(userData: string, publicKey: string): { userData: string; user: string | undefined } {
  const document = parseDocument(userData);
  const users: unknown = document.get('users');
  const user = isSeq(users) ? (users as YAMLSeq).items.find((item) => isMap(item) && item.has('name')) as YAMLMap | undefined : undefined;
  if (!user) return { userData, user: undefined };
  const keys: unknown = user.get('ssh_authorized_keys');
  if (isSeq(keys)) keys.add(document.createNode(publicKey));
  else user.set('ssh_authorized_keys', document.createNode(isScalar(keys) || typeof keys === 'string' ? [String(keys), publicKey] : [publicKey]));
  return { userData: document.toString({ lineWidth: 0 }), user: String(user.get('name')) };
}
