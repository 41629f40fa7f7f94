/**
 * A certificate that the machine makes for itself. Nobody vouches for it, so its fingerprint is shown on the console
 * beside the PIN, to be compared with what the browser shows. The key stays in memory: the next start makes another.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Host } from '../system/host.ts';

export interface Certificate {
  /** PEM, as node:https takes them. */
  key: string;
  cert: string;
  /** SHA-256, colons between the bytes, as browsers show it. */
  fingerprint: string;
}

/** @param names host names and addresses that the page will be asked for by */
export async function makeCertificate(host: Host, names: readonly string[], signal?: AbortSignal): Promise<Certificate> {
  const subject = names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(',');
  const text = await host.run('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-sha256',
    // Long: who compares the fingerprint needs no date, and the clock of a first boot may be wrong.
    '-days', '3650', '-subj', '/CN=CognOS', '-addext', `subjectAltName=${subject || 'DNS:localhost'}`, '-addext', 'extendedKeyUsage=serverAuth',
    // Both on stdout: the key is in no file.
    '-keyout', '-', '-out', '-',
  ], { signal });
  const key = pem(text, 'PRIVATE KEY');
  const cert = pem(text, 'CERTIFICATE');
  return { key, cert, fingerprint: new X509Certificate(cert).fingerprint256 };
}

function pem(text: string, label: string): string {
  const [block] = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text) ?? [];
  if (block === undefined) throw new Error(`openssl made no ${label.toLowerCase()}`);
  return `${block}\n`;
}
