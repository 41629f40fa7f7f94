/**
 * No image has host keys in it. cognos-ssh-hostkeys.service makes them before sshd starts; this is for what a power
 * cut left half done (some kinds missing, files of length zero) and for a system where that unit is not enabled.
 */
import type { Host } from '../../shared/system/host.ts';
import type { FirstbootHandler } from '../step.ts';
import { readIfThere } from '../read-if-there.ts';

/** The last that `ssh-keygen -A` makes: with it, the others are there. */
const lastKey = '/etc/ssh/ssh_host_ed25519_key';

export const makeHostKeys: FirstbootHandler<'make-host-keys'> = async (_, { host, signal }) => {
  if (!await host.exists('/usr/sbin/sshd') || await readIfThere(host, lastKey)) return;
  await host.run('ssh-keygen', ['-A'], { signal });
  if (await isEnabled(host, 'ssh.service')) {
    // Without keys `sshd -t` fails, and after five tries systemd gives up. Not waited for: this is not sshd's turn.
    await host.run('systemctl', ['reset-failed', 'ssh.service'], { signal, okExitCodes: [0, 1] });
    await host.run('systemctl', ['--no-block', 'reload-or-restart', 'ssh.service'], { signal });
  }
};

async function isEnabled(host: Host, unit: string): Promise<boolean> {
  // 1 is the answer for disabled, masked and static units; 4 for one that does not exist.
  return (await host.run('systemctl', ['is-enabled', unit], { okExitCodes: [0, 1, 4] })).trim() === 'enabled';
}
