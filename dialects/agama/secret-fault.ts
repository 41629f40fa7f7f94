import { holdsSecret } from '../../shared/foreign/holds-secret.ts';

/** What is larger takes long to look through. */
const mostCharacters = 64 * 1024;

/** Why the text of a file or a script may not stand in user-data, which everyone may read; undefined where nothing speaks against it. */
export function secretFault(text: string): string | undefined {
  if (text.length > mostCharacters) return 'has more than 64 KiB; fetch it with runcmd in user-data';
  return holdsSecret(text) ? 'holds a password, a key or a token, which may not stand in user-data; make accounts with user, and let the machine fetch other secrets when it runs' : undefined;
}
