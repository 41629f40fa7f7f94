/** Public ssh keys as sshd of Debian 12 takes them. A key that is refused is never quoted: it may be a private one. */
import { readSshKey, type SshKeyFault } from '../account/read-ssh-key.ts';
import type { Check, Note } from './check.ts';
import type { Path } from './document.ts';

const example = 'paste the one line of the .pub file, such as ssh-ed25519 AAAA… ada@example.net';

export const checkSshKeys: Check = (spec, note) => {
  // One kind alone might be one that the security profile forbids, and nobody would come in.
  if (spec.ssh_genkeytypes !== undefined) note('host-key-types', ['ssh_genkeytypes'], 'is not followed: every kind of host key is made, and cognos.security says which of them sshd uses; leave it out', 'warning');
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
  const read = readSshKey(key);
  return 'fault' in read ? describeFault(read) : undefined;
}

function describeFault(read: SshKeyFault): [code: string, message: string] {
  switch (read.fault) {
    case 'private': return ['private-key', `this is a private key, which must never leave its owner: treat it as known to others and make a new one; ${example}`];
    case 'options': return ['ssh-key-options', 'options such as command= before a key are refused; write the key alone, and the options into a file with write_files'];
    case 'lines': return ['ssh-key', `this is more than one line; give each key an entry of its own, ${example}`];
    case 'dsa': return ['ssh-key', 'this is a DSA key, which sshd no longer takes; make a new one with ssh-keygen -t ed25519'];
    case 'certificate': return ['ssh-key', `this is a certificate, not a key; ${example}`];
    case 'unknown': return ['ssh-key', `this is no public ssh key: it does not start with a type such as ssh-ed25519; ${example}`];
    case 'not-base64': return ['ssh-key', `this ssh key is damaged: what follows ${read.type} is not whole base64; ${example}`];
    case 'cut-off': return ['ssh-key', `this ssh key is damaged: it ends too early; ${example}`];
    case 'mixed': return ['ssh-key', `this ssh key says ${read.type} and holds ${read.inner ?? 'something else'}; ${example}`];
    case 'short': return ['ssh-key', `this RSA key has ${read.bits} bits and needs at least ${read.least}; make a new one with ssh-keygen -t ed25519`];
  }
}
