/** An answered network as netplan's file: the one that the installer writes, under the same name. */
import { stringify } from 'yaml';
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';

const path = '/etc/netplan/60-cognos.yaml';

export async function writeNetwork(host: Host, network: InstallSpec['network'], signal: AbortSignal): Promise<void> {
  if (network === undefined) return;
  await host.makeDirectory('/etc/netplan');
  const text = stringify({ network: { renderer: 'networkd', ...network } }, { version: '1.1', lineWidth: 0 });
  await host.writeFile(path, `# Written by the first boot of CognOS.\n${text}`, { mode: 0o600 });
  try {
    await host.run('netplan', ['generate'], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await host.remove(path); // A file that netplan cannot read takes every other interface with it.
    throw new RefusedError([{ severity: 'error', code: 'netplan', path: 'network', message: `netplan does not take this network: ${error.message}` }], exitCodes.specRefused);
  }
  // Not `netplan apply`: it wants rights over every interface, and would bring down those that work.
  await host.run('systemctl', ['restart', 'systemd-networkd.service'], { signal });
}
