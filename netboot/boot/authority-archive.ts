/** A certificate authority as an archive for the end of an initrd, which scripts/cognos-netboot hands to the live system. */
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../installer/medium/command.ts';

/** Throws a sentence for what is no certificate, has run out, or is a key, which must not leave its place. */
export async function authorityArchive(file: string): Promise<Uint8Array> {
  const text = await readFile(file, 'utf8');
  checkAuthority(text, file);
  const work = await mkdtemp(join(tmpdir(), 'cognos-ca-'));
  try {
    await mkdir(join(work, 'tree/conf'), { recursive: true });
    await writeFile(join(work, 'tree/conf/cognos-ca.pem'), text, { mode: 0o644 });
    await command('cpio', ['--quiet', '--create', '--format=newc', '--owner=0:0', '--file', join(work, 'ca.cpio')], { cwd: join(work, 'tree'), stdin: 'conf\nconf/cognos-ca.pem\n' });
    return await readFile(join(work, 'ca.cpio'));
  } finally {
    await rm(work, { recursive: true });
  }
}

export function checkAuthority(text: string, file: string, now = new Date()): void {
  if (/PRIVATE KEY/.test(text)) throw new Error(`${file} holds a private key, and every machine that boots would get it; give the certificate alone`);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error(`${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`);
  for (const block of blocks) {
    const { validTo, subject } = readCertificate(block, file);
    if (new Date(validTo) < now) throw new Error(`${file}: the certificate of ${subject.replaceAll('\n', ', ')} has run out on ${validTo}`);
  }
}

function readCertificate(block: string, file: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (error) {
    throw new Error(`${file}: what is there between BEGIN and END is no certificate`, { cause: error });
  }
}
