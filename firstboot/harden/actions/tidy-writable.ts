/**
 * Files that everybody may write to lose that right; a folder that everybody may write to becomes one like /tmp, where
 * nobody removes what is another's. Files of nobody are named: whose they should be only a person knows.
 */
import type { Action } from '../../../shared/harden/action.ts';
import type { Host } from '../../../shared/system/host.ts';

interface Found { files: string[]; folders: string[]; nobodys: string[] }

export const tidyWritable: Action = {
  async check(_, { host }) {
    const { files, folders, nobodys } = await look(host);
    const faults = [...say('everybody may write to', [...files, ...folders]), ...say('no account owns (give them an owner with chown)', nobodys)];
    return faults.length === 0 ? undefined : faults.join('; ');
  },
  async save(_, { host }) {
    const { files, folders } = await look(host);
    return JSON.stringify({ files, folders });
  },
  async apply(_, { host }) {
    const { files, folders } = await look(host);
    if (files.length > 0) await host.run('chmod', ['o-w', '--', ...files]);
    if (folders.length > 0) await host.run('chmod', ['+t', '--', ...folders]);
  },
  async undo(_, saved, { host }) {
    const { files, folders } = JSON.parse(saved) as Pick<Found, 'files' | 'folders'>;
    if (files.length > 0) await host.run('chmod', ['o+w', '--', ...files]);
    if (folders.length > 0) await host.run('chmod', ['-t', '--', ...folders]);
  },
};

function say(what: string, paths: readonly string[]): string[] {
  return paths.length === 0 ? [] : [`${what} ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`];
}

/** Once over the root filesystem, /home and the logs, which may be their own; layers of containers have owners of their own. */
async function look(host: Host): Promise<Found> {
  const places = ['/', ...await host.exists('/home') ? ['/home'] : [], ...await host.exists('/var/log') ? ['/var/log'] : []];
  const skip = ['(', '-path', '/var/lib/docker', '-o', '-path', '/var/lib/containers', '-o', '-path', '/proc', '-o', '-path', '/sys', ')', '-prune', '-o'];
  const tests = [
    '-type', 'f', '-perm', '-0002', '-printf', 'files %p\\0', ',',
    '-type', 'd', '-perm', '-0002', '!', '-perm', '-1000', '-printf', 'folders %p\\0', ',',
    '(', '-nouser', '-o', '-nogroup', ')', '-printf', 'nobodys %p\\0',
  ];
  const text = await host.run('find', [...places, '-xdev', ...skip, '(', ...tests, ')'], { okExitCodes: [0, 1] });
  const found: Found = { files: [], folders: [], nobodys: [] };
  for (const line of new Set(text.split('\0'))) {
    const at = line.indexOf(' ');
    if (at > 0) found[line.slice(0, at) as keyof Found].push(line.slice(at + 1));
  }
  return found;
}
