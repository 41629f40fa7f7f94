/**
 * Profiles of /usr/share/pam-configs put into /etc/pam.d/common-* by the tool whose files those are. It leaves them alone
 * when somebody edited them by hand, and says so; that is not overruled here.
 */
import type { Host } from '../../../shared/system/host.ts';
import { readIfThere } from '../../read-if-there.ts';
import type { Action } from '../../../shared/harden/action.ts';
import { words } from './arguments.ts';

const folder = '/usr/share/pam-configs';
const stacks = ['auth', 'account', 'password', 'session'] as const;

export const pamProfiles: Action = {
  // The text of a profile may have changed that is in place.
  afterChange: true,
  async check(args, { host }) {
    const absent: string[] = [];
    for (const name of words(args, 'enable')) if (!await inPlace(host, name)) absent.push(name);
    return absent.length === 0 ? undefined : `not in /etc/pam.d/common-*: ${absent.join(', ')}`;
  },
  async apply(args, { host, signal }) {
    // debconf would ask on a console; pam-auth-update must not.
    await host.run('env', ['DEBIAN_FRONTEND=noninteractive', 'pam-auth-update', '--package', '--enable', ...words(args, 'enable')], { signal });
  },
  save: async () => '',
  async undo(args, _, { host, signal }) {
    const own = words(args, 'enable').filter((name) => name.startsWith('cognos-'));
    if (own.length > 0) await host.run('env', ['DEBIAN_FRONTEND=noninteractive', 'pam-auth-update', '--package', '--remove', ...own], { signal });
  },
};

/** Every module of the profile, with its options, in the file of its stack. */
async function inPlace(host: Host, name: string): Promise<boolean> {
  const profile = await readIfThere(host, `${folder}/${name}`);
  if (profile === undefined) return false;
  for (const stack of stacks) {
    const lines = modulesOf((await readIfThere(host, `/etc/pam.d/common-${stack}`) ?? '').split('\n'));
    const wanted = modulesOf(sectionOf(profile, stack));
    // The first of a stack is written in its `-Initial` form, where there is one.
    const initial = modulesOf(sectionOf(profile, `${stack}-initial`));
    if (!wanted.every((line, index) => lines.includes(line) || (initial[index] !== undefined && lines.includes(initial[index])))) return false;
  }
  return true;
}

function sectionOf(profile: string, name: string): string[] {
  const lines = profile.split('\n');
  const from = lines.findIndex((line) => line.toLowerCase() === `${name}:`) + 1;
  if (from === 0) return [];
  const end = lines.findIndex((line, index) => index >= from && /^\S/.test(line));
  return lines.slice(from, end < 0 ? lines.length : end);
}

/** `pam_unix.so try_first_pass`: without the control field, in which pam-auth-update counts. */
function modulesOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, text] = /\s(pam_\w+\.so.*)$/.exec(line) ?? [];
    return text === undefined || line.startsWith('#') ? [] : [text.trim().replace(/\s+/g, ' ')];
  });
}
