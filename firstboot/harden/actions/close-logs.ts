/** Log files lose what others than their owner and group may do with them; those of logins are readable by all, by design. */
import type { Action } from '../../../shared/harden/action.ts';
import { closed, openLogs } from '../../../shared/harden/open-logs.ts';
import type { Host } from '../../../shared/system/host.ts';

export const closeLogs: Action = {
  async check(_, { host }) {
    const found = await readable(host);
    return found.length === 0 ? undefined : `everybody may read ${found.slice(0, 3).join(', ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}`;
  },
  async save(_, { host }) { return JSON.stringify(await readable(host)); },
  async apply(_, { host }) {
    const found = await readable(host);
    if (found.length > 0) await host.run('chmod', [closed, '--', ...found]);
  },
  async undo(_, saved, { host }) {
    const files = JSON.parse(saved) as string[];
    const there = [];
    for (const path of files) if (await host.exists(path)) there.push(path);
    if (there.length > 0) await host.run('chmod', ['o+r', '--', ...there]);
  },
};

async function readable(host: Host): Promise<string[]> {
  const text = await host.run('find', [...openLogs, '-print0'], { okExitCodes: [0, 1] });
  return text.split('\0').filter((path) => path !== '').sort();
}
