/** systemd units for the parts that are units. In a root that does not run only the links are changed: there is nobody to start anything. */
import type { Host } from '../system/host.ts';

export async function setUnit(host: Host, name: string, state: 'enabled' | 'disabled' | 'masked'): Promise<void> {
  // sd_booted(3); systemctl of 252 asks for a manager before it sees that there is none.
  const now = await host.exists('/run/systemd/system') ? ['--now'] : [];
  if (state === 'enabled') {
    await host.run('systemctl', ['unmask', '--quiet', name]);
    await host.run('systemctl', ['enable', '--quiet', ...now, name]);
  } else {
    await host.run('systemctl', [state === 'masked' ? 'mask' : 'disable', '--quiet', ...now, name]);
  }
}

/** @param state what `systemctl is-enabled` said before */
export async function restoreUnit(host: Host, name: string, state: string): Promise<void> {
  if (state === 'masked') return setUnit(host, name, 'masked');
  await host.run('systemctl', ['unmask', '--quiet', name]);
  if (state === 'enabled' || state === 'disabled') await setUnit(host, name, state);
}
