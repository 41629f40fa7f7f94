/** A preseed file -> our user-data, with what became of its lines. Its plain passwords are hashes from here on. */
import { createHash } from 'node:crypto';
import type { Preseed } from '../../preseed/answer.ts';
import { preseedBytes, readPreseed } from '../../preseed/read-preseed.ts';
import { translatePreseed } from '../../preseed/translate-preseed.ts';
import type { Translation } from '../../shared/foreign/translation.ts';
import { hashPassword } from '../../shared/account/hash-password.ts';
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/** Throws a RefusedError for what is too large to be read. */
export async function fromPreseed(host: Host, { file, bytes }: GivenSpec): Promise<Translation> {
  if (bytes.length > preseedBytes) throw new RefusedError([{ severity: 'error', code: 'too-large', path: '', message: `the file has more than the ${preseedBytes.toLocaleString('en-US')} bytes that a preseed file may have`, at: { file, line: 1, column: 1 } }], exitCodes.specRefused);
  const preseed = readPreseed(bytes, file);
  return translatePreseed(preseed, (password) => hashPassword(host, password, undefined, saltFor(preseed)));
}

/**
 * The same file gives the same hash: a run that was interrupted is resumed by the same plan. Passwords have no part in it,
 * as who knows the file and the salt could try them quickly; a salt need not be secret.
 */
function saltFor({ lines }: Preseed): string {
  const told = lines.filter(({ answer }) => answer && !/password|passphrase|wpa|wep/.test(answer.question));
  return createHash('sha256').update(told.map(({ text }) => text).join('\n')).digest('base64url').replaceAll('-', '.').replaceAll('_', '/').slice(0, 24);
}
