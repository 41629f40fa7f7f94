import { checkPassword } from '../spec/check-password.ts';

/** Why something cannot be the hash of a password; undefined when it can. */
export function hashFault(hash: string): string | undefined {
  let fault: string | undefined;
  checkPassword(hash, [], (_code, _path, message) => { fault ??= message; });
  return fault;
}
