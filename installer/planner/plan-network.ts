/** The spec's `network:` (version 2 or 1), or DHCP on every wired interface, as one netplan file. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Step } from '../../shared/plan/step.ts';
import { netplanFromVersion1 } from './netplan-from-v1.ts';
import { asNetplanReads, planWpa3 } from './plan-wpa3.ts';

/** 0600: netplan files carry Wi-Fi passwords, and netplan itself warns about wider ones. */
export function planNetwork(machine: Machine, network: InstallSpec['network']): Step[] {
  const whole = netplan(machine, network);
  return [{
    id: 'write-network', kind: 'write-file', label: 'Configuring the network', weight: 0.1, path: '/etc/netplan/60-cognos.yaml', mode: 0o600,
    content: { yaml: { network: asNetplanReads(whole) }, header: '# Written by the CognOS installer.\n' },
  }, ...planWpa3(whole)];
}

function netplan(machine: Machine, network: InstallSpec['network']): Record<string, unknown> {
  if (network === undefined) return dhcpEverywhere(machine);
  return { renderer: 'networkd', ...(network.version === 1 ? netplanFromVersion1(network) : network) };
}

/** An interface without a link is optional: boot must not wait two minutes for a cable nobody plugged in. */
function dhcpEverywhere(machine: Machine): Record<string, unknown> {
  const wired = machine.nics.filter(({ wireless }) => !wireless);
  const ethernets = wired.length > 0
    ? Object.fromEntries(wired.map(({ name, link }) => [name, { dhcp4: true, ...(link ? {} : { optional: true }) }]))
    : { wired: { match: { name: 'e*' }, dhcp4: true, optional: true } };
  return { version: 2, renderer: 'networkd', ethernets };
}
