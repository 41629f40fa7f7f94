/** AppArmor's profiles, loaded and enforced. A kernel without it (another security module, a container) is left alone. */
import type { Action } from '../../../shared/harden/action.ts';
import { readText } from '../../../shared/system/read-text.ts';
import type { Host } from '../../../shared/system/host.ts';

const loadedPath = '/sys/kernel/security/apparmor/profiles';

export const loadApparmor: Action = {
  async check(_, { host }) {
    const loaded = await readText(host, loadedPath);
    return loaded !== undefined && loaded.trim() === '' ? 'no profile of AppArmor is loaded' : undefined;
  },
  async apply(_, { host }) { await host.run('systemctl', ['restart', 'apparmor.service']); },
};

export const enforceApparmor: Action = {
  async check(_, { host }) {
    const complaining = await complainers(host);
    return complaining.length === 0 ? undefined : `only watched by AppArmor: ${complaining.join(', ')}`;
  },
  save: async (_, { host }) => JSON.stringify(await complainingFiles(host)),
  async apply(_, { host }) { await enforce(host); },
  async undo(_, saved, { host }) {
    for (const file of JSON.parse(saved) as string[]) await host.run('aa-complain', [file]);
  },
};

/** `name (complain)`; those in mode unconfined are Debian's way to name a program without guarding it. */
async function complainers(host: Host): Promise<string[]> {
  const text = await readText(host, loadedPath) ?? '';
  return text.split('\n').flatMap((line) => (line.endsWith(' (complain)') ? [line.replace(/ \(complain\)$/, '')] : []));
}

async function complainingFiles(host: Host): Promise<string[]> {
  const found: string[] = [];
  for (const name of await host.list('/etc/apparmor.d')) {
    const text = await readText(host, `/etc/apparmor.d/${name}`).catch(() => undefined); // A folder.
    if (text !== undefined && /flags=\([^)]*\bcomplain\b/.test(text)) found.push(`/etc/apparmor.d/${name}`);
  }
  return found;
}

async function enforce(host: Host): Promise<void> {
  for (const file of await complainingFiles(host)) await host.run('aa-enforce', [file]);
}
