/** The programs that run with another's rights, for a person to look over; new ones show in `cognos-harden check`. */
import type { Action } from '../../../shared/harden/action.ts';
import { readText } from '../../../shared/system/read-text.ts';
import type { Host } from '../../../shared/system/host.ts';

export const setuidListPath = '/var/lib/cognos/harden/setuid-files';

export const listSetuid: Action = {
  async check(_, { host }) {
    const known = await readText(host, setuidListPath);
    if (known === undefined) return 'the list of setuid programs has not been made';
    const had = new Set(known.split('\n'));
    const added = (await find(host)).filter((line) => !had.has(line));
    return added.length === 0 ? undefined : `new or changed setuid programs: ${added.map((line) => line.split(' ').at(-1)).join(', ')}`;
  },
  async apply(_, { host }) {
    await host.makeDirectory('/var/lib/cognos/harden', { mode: 0o700 });
    await host.writeFile(setuidListPath, `${(await find(host)).join('\n')}\n`, { mode: 0o600 });
  },
};

/** `4755 root:root /usr/bin/su`, of the root filesystem alone. */
async function find(host: Host): Promise<string[]> {
  const text = await host.run('find', ['/', '-xdev', '-type', 'f', '-perm', '/6000', '-printf', '%m %u:%g %p\n'], { okExitCodes: [0, 1] });
  return text.split('\n').filter((line) => line !== '').sort();
}
