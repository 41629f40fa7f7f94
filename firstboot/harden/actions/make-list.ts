/** A file of names that people fill: made empty where there is none, its mode and group kept right, its lines left alone. */
import type { Action } from '../../../shared/harden/action.ts';
import { readStates } from '../../../shared/harden/file-state.ts';
import type { Host } from '../../../shared/system/host.ts';

export const makeList: Action = {
  async check({ path = '', group = 'root', mode = '0640' }, { host }) {
    const state = (await readStates(host, [path])).get(path);
    if (!state) return `${path} is not there`;
    const wanted = `root:${await usable(host, group)}`;
    return state.mode === Number.parseInt(mode, 8) && state.owner === wanted ? undefined : `${path} has mode ${state.mode.toString(8)} and belongs to ${state.owner}`;
  },
  async save({ path = '' }, { host }) {
    const state = (await readStates(host, [path])).get(path);
    return state ? JSON.stringify(state) : '';
  },
  async apply({ path = '', group = 'root', mode = '0640' }, { host }) {
    if (!await host.exists(path)) await host.writeFile(path, '', { mode: 0o600 });
    await host.run('chown', [`root:${await usable(host, group)}`, '--', path]);
    await host.run('chmod', [mode, '--', path]);
  },
  async undo({ path = '' }, saved, { host }) {
    if (saved === '') return host.remove(path);
    const { mode, owner } = JSON.parse(saved) as { mode: number; owner: string };
    await host.run('chown', [owner, '--', path]);
    await host.run('chmod', [mode.toString(8).padStart(4, '0'), '--', path]);
  },
};

/** The group crontab is there with cron only. */
async function usable(host: Host, group: string): Promise<string> {
  return await host.run('getent', ['group', group], { okExitCodes: [0, 2] }) === '' ? 'root' : group;
}
