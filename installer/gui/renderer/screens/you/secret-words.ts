/** What is said of a secret that is typed twice: a person's password, or the passphrase of the disk. The terminal says the same. */
import type { SecretName } from '../../../../../shared/protocol/request.ts';

export const secretWords = {
  password: {
    title: 'you.password', first: 'you.password.first', again: 'you.password.again', help: 'you.password.help', isSet: 'you.password.isSet', change: 'you.password.change',
    keep: 'you.password.keep', different: 'you.password.different', refused: 'you.password.refused',
  },
  passphrase: {
    title: 'storage.passphrase', first: 'storage.passphrase.first', again: 'storage.passphrase.again', help: 'storage.passphrase.help', isSet: 'storage.passphrase.isSet', change: 'storage.passphrase.change',
    keep: 'storage.passphrase.keep', different: 'storage.passphrase.different', refused: 'storage.passphrase.refused',
  },
} as const satisfies Record<SecretName, Record<string, string>>;
