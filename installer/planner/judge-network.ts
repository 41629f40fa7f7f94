/** What is true of the network that is asked for, on this machine: all of it can be meant, and is said. Pure. */
import type { Finding } from '../../shared/errors.ts';
import type { Machine, Nic } from '../../shared/machine/machine.ts';
import { formatPath } from '../../shared/spec/document.ts';
import type { InstallSpec, Wifi } from '../../shared/spec/install-spec.ts';

/** Version 2 alone: version 1 knows no wireless networks, and gives its interfaces their names itself. */
export function judgeNetwork({ nics }: Machine, network: InstallSpec['network']): Finding[] {
  if (network?.version !== 2) return [];
  const wired = Object.entries(network.ethernets ?? {}).flatMap(([name, { match }]) => (match ? [] : absent('ethernets', name, nics.filter(({ wireless }) => !wireless))));
  const wireless = Object.entries(network.wifis ?? {}).flatMap(([name, device]) => [...absent('wifis', name, nics.filter((nic) => nic.wireless)), ...openNetworks(name, device)]);
  return [...wired, ...wireless];
}

function absent(kind: 'ethernets' | 'wifis', name: string, there: readonly Nic[]): Finding[] {
  if (there.some((nic) => nic.name === name)) return [];
  const path = formatPath(['network', kind, name]);
  if (there.length === 0 && kind === 'wifis') return [{ severity: 'warning', code: 'no-wireless-card', path, message: `this machine has no wireless card, so it joins no network by "${name}"; set up a cable, or put a card in`, values: { value: name } }];
  const names = there.map((nic) => nic.name).join(', ');
  return [{ severity: 'warning', code: 'no-such-card', path, message: `this machine has no network card "${name}"${names === '' ? '' : `; it has ${names}`}`, values: { value: name, cards: names === '' ? '-' : names } }];
}

function openNetworks(name: string, { 'access-points': points }: Wifi): Finding[] {
  return Object.entries(points).flatMap(([ssid, { password, auth }]): Finding[] => {
    if (password !== undefined || auth !== undefined && auth['key-management'] !== 'none') return [];
    return [{ severity: 'warning', code: 'wifi-open', path: formatPath(['network', 'wifis', name, 'access-points', ssid]), message: `"${ssid}" is joined without a password: whoever is near can read what this machine sends, and be a network of that name`, values: { value: ssid } }];
  });
}
