/** A group and who is in it: at least `members`, or nobody at all with `empty`. */
import type { Host } from '../../../shared/system/host.ts';
import type { Action, ActionArguments } from '../../../shared/harden/action.ts';
import { argument, words } from './arguments.ts';

export const groupMembers: Action = {
  async check(args, { host }) {
    const group = argument(args, 'group');
    const members = await membersOf(host, group);
    if (members === undefined) return `there is no group ${group}`;
    if (isEmpty(args) && members.length > 0) return `the group ${group} has members: ${members.join(', ')}`;
    const absent = missing(members, args);
    return absent.length === 0 ? undefined : `not in the group ${group}: ${absent.join(', ')}`;
  },
  async apply(args, { host }) {
    const group = argument(args, 'group');
    await host.run('groupadd', ['--force', '--system', '--', group]);
    const members = await membersOf(host, group) ?? [];
    if (isEmpty(args) && members.length > 0) await host.run('gpasswd', ['--members', '', group]);
    for (const name of missing(members, args)) await host.run('usermod', ['--append', '--groups', group, '--', name]);
  },
};

function missing(members: readonly string[], args: ActionArguments): string[] {
  return isEmpty(args) ? [] : words(args, 'members').filter((name) => !members.includes(name));
}

function isEmpty(args: ActionArguments): boolean {
  return args['empty'] === 'yes';
}

/** Undefined where there is no such group. */
async function membersOf(host: Host, group: string): Promise<string[] | undefined> {
  const line = (await host.readFile('/etc/group')).split('\n').find((entry) => entry.startsWith(`${group}:`));
  return line?.split(':')[3]?.split(',').filter((name) => name !== '');
}
