/**
 * Secrets out of a spec: plan, journal, log and report only ever see `⟦secret:users.ada.passwd⟧`
 * (system/secrets.ts puts the value back when a step runs).
 */
import { secretReference } from '../system/secrets.ts';
import { formatPath } from './document.ts';
import type { InstallSpec } from './install-spec.ts';
import { isMap } from './is-map.ts';

export interface TakenSecrets {
  spec: InstallSpec;
  /** By path: `users.ada.passwd`. */
  secrets: Map<string, string>;
  /** Hex; changes when a secret does, tells nothing about it. The same for every spec without secrets. */
  readonly fingerprint: string;
}

/** Keys whose text is a secret wherever the installer itself carries them. */
const secretKeys = new Set(['passwd', 'hashed_passwd', 'password', 'client-key-password', 'token', 'secret', 'passphrase']);
const passphrasePath = 'cognos.storage.encrypt.passphrase';
const proxies = new Set(['proxy', 'http_proxy', 'https_proxy', 'ftp_proxy']);

/** `more` are secrets that stand nowhere in the document, such as the user-data handed to cloud-init. */
export function takeSecrets(document: InstallSpec, more: Iterable<[path: string, value: string]> = []): TakenSecrets {
  const secrets = new Map<string, string>();
  const spec = take(document, [], secrets) as InstallSpec;
  for (const [path, value] of more) secrets.set(path, value);
  let fingerprint: string | undefined;
  // scrypt takes some 50 ms and node:crypto 10 ms to load, and who only validates never asks.
  return { spec, secrets, get fingerprint() { return fingerprint ??= fingerprintOf(spec, secrets); } };
}

function take(value: unknown, path: string[], secrets: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => take(item, [...path, nameOf(item, index)], secrets));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    const at = [...path, key];
    if (typeof item !== 'string' || !isSecret(key, item, path)) return [key, take(item, at, secrets)];
    // An SSID may hold the bracket that ends a reference.
    const name = formatPath(at).replaceAll('⟧', '%27e7');
    secrets.set(name, item);
    return [key, secretReference(name)];
  }));
}

function isSecret(key: string, value: string, path: string[]): boolean {
  if (proxies.has(key) && path[0] === 'apt') return value.includes('@');
  return secretKeys.has(key);
}

/** Users go by name, so that a secret keeps its path when another user is added before it. */
function nameOf(item: unknown, index: number): string {
  return isMap(item) && typeof item['name'] === 'string' ? item['name'] : String(index);
}

/**
 * Without the passphrase of the disk: what names a plan leaves the machine with its reports, and may not help anybody who
 * guesses. Whether it is the same is for the disk to say.
 *
 * The salt makes equal passwords of different machines differ, and is at hand wherever the plan is
 * checked again.
 */
function fingerprintOf(spec: InstallSpec, secrets: Map<string, string>): string {
  const named = [...secrets].filter(([name]) => name !== passphrasePath);
  if (named.length === 0) return '0'.repeat(64);
  const { createHash, scryptSync } = process.getBuiltinModule('node:crypto');
  const sorted = named.sort(([a], [b]) => (a < b ? -1 : 1));
  const salt = createHash('sha256').update(JSON.stringify(spec)).digest();
  return scryptSync(JSON.stringify(sorted), salt, 32, { N: 2 ** 14 }).toString('hex');
}
