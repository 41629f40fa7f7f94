/** A mail server that is there takes mail from this machine only. Where none is, nothing is made. */
import type { Action } from '../../../shared/harden/action.ts';
import { applySettings, settingsHold, type Settings } from '../../../shared/harden/apply-settings.ts';
import { readStates } from '../../../shared/harden/file-state.ts';
import { readText } from '../../../shared/system/read-text.ts';
import { replaceFile } from '../../../shared/harden/replace-file.ts';
import type { Host } from '../../../shared/system/host.ts';

const path = '/etc/postfix/main.cf';
const local: Settings = { separator: ' = ', values: { inet_interfaces: 'loopback-only' } };

export const localMail: Action = {
  async check(_, { host, facts }) {
    // Who opens the firewall for mail wants mail.
    if (facts.allow.some(({ port }) => port === 25 || port === 587)) return undefined;
    const text = await readText(host, path);
    return text === undefined || settingsHold(text, local) ? undefined : `${path} lets postfix listen to everyone`;
  },
  save: async (_, { host }) => await readText(host, path) ?? '',
  async apply(_, { host }) {
    await write(host, applySettings(await readText(host, path) ?? '', local));
    await host.run('systemctl', ['try-restart', 'postfix.service']);
  },
  undo: (_, saved, { host }) => write(host, saved),
};

async function write(host: Host, text: string): Promise<void> {
  await replaceFile(host, path, text, (await readStates(host, [path])).get(path) ?? { mode: 0o644, owner: 'root:root' });
}
