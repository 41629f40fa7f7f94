/** Public ssh keys as sshd of Debian 12 takes them. A key that is refused is never quoted: it may be a private one. */
import { Buffer } from 'node:buffer';
import type { Check, Note } from './check.ts';
import type { Path } from './document.ts';

const types = [
  'ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com',
];
const example = 'paste the one line of the .pub file, such as ssh-ed25519 AAAA… ada@example.net';

export const checkSshKeys: Check = (spec, note) => {
  checkKeys(spec.ssh_authorized_keys, ['ssh_authorized_keys'], note);
  (spec.users ?? []).forEach((user, index) => {
    if (typeof user !== 'string') checkKeys(user.ssh_authorized_keys, ['users', index, 'ssh_authorized_keys'], note);
  });
  if (typeof spec.user === 'object') checkKeys(spec.user.ssh_authorized_keys, ['user', 'ssh_authorized_keys'], note);
};

function checkKeys(keys: string[] | undefined, path: Path, note: Note): void {
  keys?.forEach((key, index) => {
    const [code, message] = keyFault(key) ?? [];
    if (code !== undefined && message !== undefined) note(code, [...path, index], message);
  });
}

function keyFault(key: string): [code: string, message: string] | undefined {
  const text = key.trim();
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text)) return ['private-key', `this is a private key, which must never leave its owner: treat it as known to others and make a new one; ${example}`];
  if (text.includes('\n')) return ['ssh-key', `this is more than one line; give each key an entry of its own, ${example}`];
  const [type = '', body = ''] = text.split(/\s+/);
  if (type === 'ssh-dss') return ['ssh-key', 'this is a DSA key, which sshd no longer takes; make a new one with ssh-keygen -t ed25519'];
  if (type.includes('-cert-v01@')) return ['ssh-key', `this is a certificate, not a key; ${example}`];
  if (!types.includes(type)) return types.some((known) => text.includes(`${known} `)) ? optionsRefused : ['ssh-key', `this is no public ssh key: it does not start with a type such as ssh-ed25519; ${example}`];
  return bodyFault(type, body);
}

const optionsRefused: [code: string, message: string] = ['ssh-key-options', 'options such as command= before a key are refused; write the key alone, and the options into a file with write_files'];

/** The key's own data starts with its type again: a wrong type, a cut-off or mixed-up line shows there. */
function bodyFault(type: string, body: string): [code: string, message: string] | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) return ['ssh-key', `this ssh key is damaged: what follows ${type} is not whole base64; ${example}`];
  const fields = readFields(Buffer.from(body, 'base64'));
  if (!fields) return ['ssh-key', `this ssh key is damaged: it ends too early; ${example}`];
  const inner = fields[0]?.toString('latin1') ?? '';
  if (inner !== type) return ['ssh-key', `this ssh key says ${type} and holds ${types.includes(inner) ? inner : 'something else'}; ${example}`];
  if (type === 'ssh-rsa' && bitsOf(fields[2]) < 2048) return ['ssh-key', `this RSA key has ${bitsOf(fields[2])} bits and needs at least 2048; make a new one with ssh-keygen -t ed25519`];
  return undefined;
}

/** RFC 4251 section 5: each field is its length in four bytes, then itself. */
function readFields(data: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let offset = 0; offset < data.length;) {
    if (offset + 4 > data.length) return undefined;
    const end = offset + 4 + data.readUInt32BE(offset);
    if (end > data.length) return undefined;
    fields.push(data.subarray(offset + 4, end));
    offset = end;
  }
  return fields.length > 1 ? fields : undefined;
}

/** An mpint may start with a zero byte for its sign. */
function bitsOf(modulus: Buffer | undefined): number {
  if (!modulus) return 0;
  return (modulus[0] === 0 ? modulus.length - 1 : modulus.length) * 8;
}
