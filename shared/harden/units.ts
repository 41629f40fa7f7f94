/** systemd units for the parts that are units. In a root that does not run, systemctl changes the links and starts nothing. */
import type { Host } from '../system/host.ts';

export async function setUnit(host: Host, name: string, state: 'enabled' | 'disabled' | 'masked'): Promise<void> {
  if (state === 'enabled') {
    await host.run('systemctl', ['unmask', '--quiet', name]);
    await host.run('systemctl', ['enable', '--quiet', '--now', name]);
  } else {
    await host.run('systemctl', [state === 'masked' ? 'mask' : 'disable', '--quiet', '--now', name]);
  }
}

/** @param state what `systemctl is-enabled` said before */
export async function restoreUnit(host: Host, name: string, state: string): Promise<void> {
  if (state === 'masked') return setUnit(host, name, 'masked');
  await host.run('systemctl', ['unmask', '--quiet', name]);
  if (state === 'enabled' || state === 'disabled') await setUnit(host, name, state);
}
