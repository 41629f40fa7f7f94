/**
 * One line of a public ssh key as sshd of Debian 12 takes it: what it is, or why it is none. Without Node, so that the
 * wizard can refuse a private key before it leaves the window it was pasted into.
 */
const types = [
  'ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com',
];
const leastRsaBits = 2048;

export interface SshKey {
  type: string;
  /** Of RSA keys, the only ones that differ in it. */
  bits?: number;
  comment: string;
}

export type SshKeyFault =
  | { fault: 'private' | 'lines' | 'dsa' | 'certificate' | 'options' | 'unknown' }
  | { fault: 'not-base64' | 'cut-off'; type: string }
  /** The line says one type and the key's own data another; undefined when that is no type at all. */
  | { fault: 'mixed'; type: string; inner?: string }
  | { fault: 'short'; bits: number; least: number };

export function readSshKey(line: string): SshKey | SshKeyFault {
  const text = line.trim();
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text)) return { fault: 'private' };
  if (text.includes('\n')) return { fault: 'lines' };
  const [type = '', body = '', ...comment] = text.split(/\s+/);
  if (type === 'ssh-dss') return { fault: 'dsa' };
  if (type.includes('-cert-v01@')) return { fault: 'certificate' };
  if (!types.includes(type)) return { fault: types.some((known) => text.includes(`${known} `)) ? 'options' : 'unknown' };
  return readBody(type, body, comment.join(' '));
}

/** The key's own data starts with its type again: a wrong type, a cut-off or mixed-up line shows there. */
function readBody(type: string, body: string, comment: string): SshKey | SshKeyFault {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) return { fault: 'not-base64', type };
  const fields = readFields(atob(body));
  if (!fields) return { fault: 'cut-off', type };
  const [inner = '', , modulus = ''] = fields;
  if (inner !== type) return { fault: 'mixed', type, ...(types.includes(inner) ? { inner } : {}) };
  if (type !== 'ssh-rsa') return { type, comment };
  const bits = bitsOf(modulus);
  return bits < leastRsaBits ? { fault: 'short', bits, least: leastRsaBits } : { type, bits, comment };
}

/** RFC 4251 section 5: each field is its length in four bytes, then itself. A character stands for a byte. */
function readFields(data: string): string[] | undefined {
  const fields: string[] = [];
  for (let offset = 0; offset < data.length;) {
    if (offset + 4 > data.length) return undefined;
    const length = [0, 1, 2, 3].reduce((sum, at) => sum * 256 + data.charCodeAt(offset + at), 0);
    const end = offset + 4 + length;
    if (end > data.length) return undefined;
    fields.push(data.slice(offset + 4, end));
    offset = end;
  }
  return fields.length > 1 ? fields : undefined;
}

/** An mpint may start with a zero byte for its sign. */
function bitsOf(modulus: string): number {
  return (modulus.startsWith('\0') ? modulus.length - 1 : modulus.length) * 8;
}
