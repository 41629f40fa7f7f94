/** minisign's part in the tests: a key pair and signatures of the legacy form. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Signer { publicKey: string; privateKey: KeyObject; id: Buffer }

export function makeSigner(id: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const bytes = Buffer.from(id.padEnd(8));
  return { publicKey: Buffer.concat([Buffer.from('Ed'), bytes, raw]).toString('base64'), privateKey, id: bytes };
}

export function signText(text: string, { privateKey, id }: Signer, comment = 'test'): string {
  const signature = sign(null, Buffer.from(text), privateKey);
  const overall = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
  return `untrusted comment: test\n${Buffer.concat([Buffer.from('Ed'), id, signature]).toString('base64')}\ntrusted comment: ${comment}\n${overall.toString('base64')}\n`;
}
