/** Sizes and rules that are possible whatever the machine; whether they fit it is the planner's to say. */
import type { Check, Note } from './check.ts';
import type { InstallSpec } from './install-spec.ts';
import { refusePassphrase } from './passphrase-rule.ts';
import { parseSize, parseSizeRule } from './size.ts';

export const checkStorage: Check = ({ cognos: { storage } }, note) => {
  for (const key of ['root', 'swap', 'models', 'esp'] as const) {
    const size = storage?.[key]?.size;
    if (size === undefined) continue;
    const bytes = parseSize(size);
    const path = ['cognos', 'storage', key, 'size'];
    if (bytes === undefined) note('size', path, 'no disk is that large; write for example 40GiB', 'error', { value: size });
    else if (bytes < 1024 ** 2 && !(bytes === 0 && (key === 'swap' || key === 'models'))) note('size', path, `${size} is less than 1 MiB; write for example 512MiB`, 'error', { value: size });
  }
  checkKeeping(storage, note);
  checkEncryption(storage?.encrypt, note);
  const match = storage?.disk?.match;
  [match?.size ?? []].flat().forEach((rule, index) => {
    if (parseSizeRule(rule) === undefined) note('size', ['cognos', 'storage', 'disk', 'match', 'size', ...(Array.isArray(match?.size) ? [index] : [])], 'no disk is that large; write for example ">=200G"');
  });
  if (match?.path !== undefined) {
    note('disk-path', ['cognos', 'storage', 'disk', 'match', 'path'], 'a path may mean another disk after the next start; by-id, serial or wwn always mean the same one', 'warning');
  }
};

/** What is kept stays as it is: as large, and no more encrypted. */
function checkKeeping(storage: InstallSpec['cognos']['storage'], note: Note): void {
  if (storage?.models?.keep !== true) return;
  const path = ['cognos', 'storage', 'models', 'keep'];
  if (storage.models.size !== undefined) note('keep-and-size', path, 'models that are kept have the size that they have; leave size out, or keep');
  if (storage.encrypt) note('keep-and-encrypt', path, 'models that are kept are not encrypted, and everything is to be; leave keep out, or encrypt');
}

type Encryption = NonNullable<NonNullable<InstallSpec['cognos']['storage']>['encrypt']>;

function checkEncryption({ luks, passphrase }: Encryption = {}, note: Note): void {
  const path = ['cognos', 'storage', 'encrypt'];
  if (luks === 'tpm2') note('not-in-this-release', [...path, 'luks'], 'this release does not bind the disk to a TPM yet; write luks: passphrase, which is asked at each start');
  const refusal = passphrase === undefined ? undefined : refusePassphrase(passphrase);
  if (refusal) note(refusal.code, [...path, 'passphrase'], refusal.message, 'error', refusal.values);
}
