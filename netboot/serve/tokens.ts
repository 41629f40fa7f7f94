/**
 * What lets a machine in. The token for its spec is random, kept as a hash, for one use. Token and key of its events
 * follow from the server's own key, the machine and the attempt: nothing of them is stored, a restarted server knows
 * them all the same, and a retried machine gets others.
 */
import { createHash, createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { signatureOf } from '../../shared/report/signature.ts';
import type { Host } from '../../shared/system/host.ts';

export interface EventSecrets { token: string; secret: string }

export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function eventSecrets(key: KeyObject, id: string, attempt: number): EventSecrets {
  const derive = (what: string): string => createHmac('sha256', key).update(JSON.stringify([what, id, attempt])).digest('base64url');
  return { token: derive('event-token'), secret: derive('event-secret') };
}

export function eventKey(secret: string): KeyObject {
  return createSecretKey(secret, 'base64url');
}

/** Of `Authorization: Bearer …`; undefined for everything else. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{16,128})$/.exec(authorization ?? '')?.[1];
}

/** Takes as long for a near miss as for any other. */
export function isSameText(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

export function isSigned(signature: string | undefined, timestamp: string | undefined, body: Buffer, secret: string): boolean {
  if (signature === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  return isSameText(signature, signatureOf(secret, timestamp, body));
}

/** A secret of the server that outlives it, made on the first start; 0600. */
export async function keptSecret(host: Host, path: string): Promise<string> {
  if (await host.exists(path)) {
    const text = (await host.readFile(path)).trim();
    if (/^[A-Za-z0-9_-]{43}$/.test(text)) return text;
  }
  const made = makeToken();
  await host.writeFile(path, `${made}\n`, { mode: 0o600 });
  return made;
}
