/** Homes that nobody else can read or change: 0750 or less, and what a login reads in them 0740 or less. */
import type { Host } from '../../../shared/system/host.ts';
import type { Action, ActionArguments } from '../../../shared/harden/action.ts';
import { words } from './arguments.ts';

export const homesPrivate: Action = {
  async check(args, { host }) {
    const open = await openHomes(host, args);
    return open.length === 0 ? undefined : `open to others: ${open.map(({ home }) => home).join(', ')}`;
  },
  async apply(args, { host }) {
    for (const { home } of await openHomes(host, args)) await host.run('chmod', [home.includes('/.') ? 'g-wx,o=' : 'g-w,o=', '--', home]);
  },
  save: async (args, { host }) => JSON.stringify(await openHomes(host, args)),
  async undo(_, saved, { host }) {
    for (const { home, mode } of JSON.parse(saved) as OpenHome[]) if (await host.exists(home)) await host.run('chmod', [mode, '--', home]);
  },
};

interface OpenHome { home: string; mode: string }

async function openHomes(host: Host, args: ActionArguments): Promise<OpenHome[]> {
  const people = words(args, 'people');
  const homes = (await host.readFile('/etc/passwd')).split('\n').map((line) => line.split(':'))
    .flatMap(([name = '', , , , , home = '']) => (people.includes(name) && home.startsWith('/') && home !== '/' ? [home] : []));
  const open: OpenHome[] = [];
  for (const home of homes) {
    if (!await host.exists(home)) continue;
    const mode = (await host.run('stat', ['--format=%a', '--', home])).trim();
    if ((Number.parseInt(mode, 8) & 0o027) !== 0) open.push({ home, mode });
    open.push(...await openDotfiles(host, home));
  }
  return open;
}

/** There is nothing to read in an empty one: sudo makes `.sudo_as_admin_successful` at its first use, open to all. */
async function openDotfiles(host: Host, home: string): Promise<OpenHome[]> {
  const found = await host.run('find', [home, '-maxdepth', '1', '-type', 'f', '-name', '.*', '(', '-perm', '/033', '-o', '-perm', '/004', '!', '-empty', ')', '-printf', '%m %p\\n']);
  return found.split('\n').flatMap((line) => {
    const [, mode, path] = /^(\d+) (\/.+)$/.exec(line) ?? [];
    return mode === undefined || path === undefined ? [] : [{ home: path, mode }];
  });
}
