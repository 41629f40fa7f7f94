/** A rule for every setuid or setgid program of the filesystem that / is on. */
import type { Host } from '../../../shared/system/host.ts';
import type { Action } from '../../../shared/harden/action.ts';
import { readIfThere } from '../../read-if-there.ts';
import { argument } from './arguments.ts';

export const auditPrivileged: Action = {
  async check(args, { host }) {
    const path = argument(args, 'path');
    const written = (await readIfThere(host, path) ?? '').split('\n');
    const missing = (await privileged(host)).filter((rule) => !written.includes(rule));
    return missing.length === 0 ? undefined : `${missing.length} programs that give other rights are not in ${path}`;
  },
  async apply(args, { host }) {
    const rules = await privileged(host);
    await host.writeFile(argument(args, 'path'), rules.map((rule) => `${rule}\n`).join(''), { mode: 0o600, uid: 0, gid: 0 });
  },
  save: async (args, { host }) => (await readIfThere(host, argument(args, 'path'))) ?? '',
  async undo(args, saved, { host }) {
    const path = argument(args, 'path');
    if (saved === '') await host.remove(path);
    else await host.writeFile(path, saved, { mode: 0o600, uid: 0, gid: 0 });
  },
};

async function privileged(host: Host): Promise<string[]> {
  const found = await host.run('find', ['/', '-xdev', '-type', 'f', '-perm', '/6000']);
  return found.split('\n').filter((path) => path !== '').sort()
    .map((path) => `-a always,exit -F path=${path} -F perm=x -F auid>=1000 -F auid!=unset -k privileged`);
}
