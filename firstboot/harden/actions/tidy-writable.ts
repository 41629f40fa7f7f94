/** Files that everybody may write to, and files of nobody: the first lose that right, the second are named. */
import type { Action } from '../../../shared/harden/action.ts';
import type { Host } from '../../../shared/system/host.ts';

export const tidyWritable: Action = {
  async check(_, { host }) {
    const found = [...await writable(host, 'f'), ...await writable(host, 'd')];
    return found.length === 0 ? undefined : `everybody may write to ${found.slice(0, 5).join(', ')}${found.length > 5 ? ` and ${found.length - 5} more` : ''}`;
  },
  async save(_, { host }) {
    return JSON.stringify({ files: await writable(host, 'f'), folders: await writable(host, 'd') });
  },
  async apply(_, { host, warn }) {
    const [files, folders] = [await writable(host, 'f'), await writable(host, 'd')];
    if (files.length > 0) await host.run('chmod', ['o-w', '--', ...files]);
    // A folder that all write to is one like /tmp: they may, but not remove each other's.
    if (folders.length > 0) await host.run('chmod', ['+t', '--', ...folders]);
    const nobodys = await find(host, ['-nouser', '-o', '-nogroup']);
    if (nobodys.length > 0) await warn(`Files that belong to no account of this machine: ${nobodys.slice(0, 5).join(', ')}${nobodys.length > 5 ? ` and ${nobodys.length - 5} more` : ''}; give them an owner with chown`);
  },
  async undo(_, saved, { host }) {
    const { files, folders } = JSON.parse(saved) as { files: string[]; folders: string[] };
    if (files.length > 0) await host.run('chmod', ['o+w', '--', ...files]);
    if (folders.length > 0) await host.run('chmod', ['-t', '--', ...folders]);
  },
};

function writable(host: Host, type: 'f' | 'd'): Promise<string[]> {
  return find(host, ['-type', type, '-perm', '-0002', ...(type === 'd' ? ['!', '-perm', '-1000'] : [])]);
}

/** Of the root filesystem and /home and /var, which may be their own; not of containers' layers. */
async function find(host: Host, tests: readonly string[]): Promise<string[]> {
  const places = ['/', ...await host.exists('/home') ? ['/home'] : [], ...await host.exists('/var/log') ? ['/var/log'] : []];
  const skip = ['(', '-path', '/var/lib/docker', '-o', '-path', '/var/lib/containers', '-o', '-path', '/proc', '-o', '-path', '/sys', ')', '-prune', '-o'];
  const text = await host.run('find', [...places, '-xdev', ...skip, '(', ...tests, ')', '-print0'], { okExitCodes: [0, 1] });
  return [...new Set(text.split('\0').filter((path) => path !== ''))].sort();
}
