/**
 * A running sshd told of its changed file, when it would start with it; otherwise it goes on with what it has, and
 * whoever is logged in, or logs in, can see to it. Nothing to do in a system that is not booted.
 */
import type { Host } from '../../../shared/system/host.ts';
import type { Action } from '../../../shared/harden/action.ts';

const unit = 'ssh.service';

export const sshdReload: Action = {
  afterChange: true,
  async check(_, { host }) {
    if (!await host.exists('/run/systemd/system')) return undefined;
    const told = await toldAt(host);
    return told === undefined || told >= await changedAt(host) ? undefined : 'sshd runs with what its file said before';
  },
  async apply(_, { host, signal }) {
    if (!await host.exists('/run/systemd/system')) return;
    await host.run('sshd', ['-t'], { signal });
    await host.run('systemctl', ['reload', unit], { signal });
  },
};

/** Seconds since 1970 of the last start or reload; undefined when it does not run. */
async function toldAt(host: Host): Promise<number | undefined> {
  const text = await host.run('systemctl', ['show', '--timestamp=unix', '--property=ActiveState,StateChangeTimestamp', unit]);
  const stamp = /^StateChangeTimestamp=@(\d+)$/m.exec(text)?.[1];
  return /^ActiveState=active$/m.test(text) && stamp !== undefined ? Number(stamp) : undefined;
}

async function changedAt(host: Host): Promise<number> {
  return Number((await host.run('stat', ['--format=%Z', '/etc/ssh/sshd_config'])).trim());
}
