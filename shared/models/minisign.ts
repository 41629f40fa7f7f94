/** Signatures as minisign makes them (Ed25519; legacy and prehashed with BLAKE2b-512), checked with Node's own crypto. */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { CatalogueError } from './catalogue-error.ts';

export interface MinisignKey { id: string; key: KeyObject }

/** DER that comes before the 32 bytes of an Ed25519 key (RFC 8410). */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The line that `minisign -G` prints, or its .pub file with the comment above. */
export function readKey(text: string): MinisignKey {
  const bytes = base64(text.trim().split('\n').at(-1)?.trim() ?? '', 42);
  if (bytes?.toString('latin1', 0, 2) !== 'Ed') throw new CatalogueError('bad-key', 'the key of the catalogue is no minisign public key');
  return { id: keyId(bytes), key: createPublicKey({ key: Buffer.concat([derPrefix, bytes.subarray(10)]), format: 'der', type: 'spki' }) };
}

/** @returns the trusted comment. Throws when none of the keys made this signature of this content. */
export function verifySignature(content: Uint8Array, signature: string, keys: readonly MinisignKey[]): string {
  const [, first = '', comment = '', last = ''] = signature.split(/\r?\n/);
  const signed = base64(first, 74);
  const overall = base64(last, 64);
  const algorithm = signed?.toString('latin1', 0, 2);
  if (!signed || !overall || !comment.startsWith(commentMark) || (algorithm !== 'Ed' && algorithm !== 'ED')) {
    throw new CatalogueError('bad-signature', 'the signature of the catalogue is no minisign signature');
  }
  const trusted = keys.filter(({ id }) => id === keyId(signed));
  if (trusted.length === 0) throw new CatalogueError('unknown-key', `the catalogue is signed with key ${keyId(signed)}, which is not trusted here`);
  const bytes = signed.subarray(10);
  const message = algorithm === 'ED' ? createHash('blake2b512').update(content).digest() : content;
  const text = comment.slice(commentMark.length);
  const whole = Buffer.concat([bytes, Buffer.from(text)]);
  if (!trusted.some(({ key }) => verify(null, message, key, bytes) && verify(null, whole, key, overall))) {
    throw new CatalogueError('wrong-signature', 'the signature of the catalogue is wrong: it was changed after it was signed, or signed by someone else');
  }
  return text;
}

const commentMark = 'trusted comment: ';

/** As minisign prints it: most significant byte first. */
function keyId(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(2, 10)).reverse().toString('hex').toUpperCase();
}

function base64(text: string, length: number): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}
