/** Pasted text or a file -> the ssh keys in it, and why the other lines are none. What is no public key never leaves the window. Pure. */
import { readSshKey, type SshKey, type SshKeyFault } from '../../../../../shared/account/read-ssh-key.ts';

export interface SortedKeys {
  /** Lines to add, without those that are there already. */
  keys: string[];
  /** How many were there already. */
  known: number;
  /** Line numbers start at 1. A refused line is never shown: it may be a private key. */
  refused: { line: number; fault: SshKeyFault }[];
  /** The refused lines alone, to be mended; nothing of a private key. */
  rest: string;
}

/** A private key has many lines and is one fault. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----|^PuTTY-User-Key-File/m;

export function sortKeys(text: string, there: readonly string[]): SortedKeys {
  if (privateKey.test(text)) return { keys: [], known: 0, refused: [{ line: 1, fault: { fault: 'private' } }], rest: '' };
  const sorted: SortedKeys = { keys: [], known: 0, refused: [], rest: '' };
  const rest: string[] = [];
  const bodies = new Set(there.map(bodyOf));
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const read = readSshKey(line);
    if ('fault' in read) {
      sorted.refused.push({ line: index + 1, fault: read });
      rest.push(line);
    } else if (bodies.has(bodyOf(line))) sorted.known += 1;
    else {
      bodies.add(bodyOf(line));
      sorted.keys.push(line);
    }
  });
  return { ...sorted, rest: rest.join('\n') };
}

/** Two lines are one key when they differ in their comment alone. */
function bodyOf(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(' ');
}

/** Undefined for a line that is no key, which a user-data file may have brought. */
export function readKnownKey(line: string): SshKey | undefined {
  const read = readSshKey(line);
  return 'fault' in read ? undefined : read;
}

/** The end of the key itself: what tells two keys without a comment apart. */
export function tailOf(line: string): string {
  return (line.trim().split(/\s+/)[1] ?? '').replace(/=+$/, '').slice(-8);
}
