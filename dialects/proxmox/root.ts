/** Root, the only account that such a file has, and who has no login on CognOS. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { keyOf } from './key.ts';

const at: Path = ['global'];
const why = 'root has no login on CognOS, and a file of Proxmox has no other user; make a user in user-data: users: [{name: ada, groups: [sudo], hashed_passwd: …}]';

export function translateRoot(ledger: Ledger): void {
  const passwords = ['root-password', 'root-password-hashed'].map((key) => keyOf(ledger, at, key));
  const keys = keyOf(ledger, at, 'root-ssh-keys');
  translateKeys(ledger, keys);
  const subject = [...passwords, keys, [...at, 'fqdn'], at].find((path) => ledger.get(path) !== undefined) ?? [];
  ledger.refused(subject, why);
  for (const path of passwords) ledger.notApplicable(path, 'root has no password here');
}

/** Kept for whoever is made first. */
function translateKeys(ledger: Ledger, path: Path): void {
  const keys = ledger.texts(path);
  for (const [index, key] of keys.entries()) {
    ledger.append(['ssh_authorized_keys'], key.trim());
    ledger.translated(Array.isArray(ledger.get(path)) ? [...path, index] : path, [['ssh_authorized_keys', index]], 'root has no login here; the key lets the first user in');
  }
  if (keys.length === 0) ledger.notApplicable(path, 'is empty');
}
