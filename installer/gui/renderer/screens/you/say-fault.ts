/** Why a line is no ssh key, in the words of this language. */
import type { SshKey, SshKeyFault } from '../../../../../shared/account/read-ssh-key.ts';
import type { Words } from '../../i18n/use-words.ts';

export function sayFault(t: Words, fault: SshKeyFault): string {
  switch (fault.fault) {
    case 'private': return t('you.keys.fault.private');
    case 'lines': case 'unknown': return t('you.keys.fault.unknown');
    case 'dsa': return t('you.keys.fault.dsa');
    case 'certificate': return t('you.keys.fault.certificate');
    case 'options': return t('you.keys.fault.options');
    case 'not-base64': case 'cut-off': return t('you.keys.fault.damaged');
    case 'mixed': return t('you.keys.fault.mixed', { type: fault.type });
    case 'short': return t('you.keys.fault.short', { bits: fault.bits, least: fault.least });
  }
}

/** "Ed25519", "RSA, 3,072 bits": as people call them. */
export function sayType(t: Words, { type, bits }: SshKey): string {
  if (bits !== undefined) return t('you.keys.rsa', { bits });
  const kind = type.includes('ed25519') ? 'Ed25519' : 'ECDSA';
  return type.startsWith('sk-') ? t('you.keys.hardware', { type: kind }) : kind;
}
