/**
 * sshd takes the first value it meets, and Debian's file begins with `Include /etc/ssh/sshd_config.d/*.conf`: a drop-in
 * (cloud-init's says PasswordAuthentication yes) would win over what the file says. The line goes behind all values.
 */
import { readIfThere } from '../../read-if-there.ts';
import type { Action } from '../../../shared/harden/action.ts';

const path = '/etc/ssh/sshd_config';

export const sshdSettingsFirst: Action = {
  async check(_, { host }) {
    const text = await readIfThere(host, path) ?? '';
    return settingsFirst(text) === text ? undefined : `${path} includes other files before its own values`;
  },
  async apply(_, { host }) {
    await host.writeFile(path, settingsFirst(await host.readFile(path)), { mode: 0o600, uid: 0, gid: 0 });
  },
};

/** Includes that come before the last value, behind it; a Match block stays last, for what follows one belongs to it. */
export function settingsFirst(text: string): string {
  const lines = text.split('\n');
  const match = lines.findIndex((line) => /^\s*Match\s/i.test(line));
  const end = match < 0 ? lines.length : match;
  const last = lines.findLastIndex((line, index) => index < end && /^\s*[a-z]/i.test(line) && !isInclude(line));
  const early = lines.filter((line, index) => index < last && isInclude(line));
  if (early.length === 0) return text;
  const head = lines.slice(0, last + 1).filter((line) => !isInclude(line));
  return [...head, ...early, ...lines.slice(last + 1)].join('\n');
}

function isInclude(line: string): boolean {
  return /^\s*Include\s/i.test(line);
}
