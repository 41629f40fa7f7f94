/** What the firewall is to let in, and which controls are left out: names that are known here, networks that are networks. */
import { findService } from '../harden/services.ts';
import { cut, quote } from './check.ts';
import type { Check, Note } from './check.ts';
import type { Path } from './document.ts';
import { contains, familyOf, parseSubnet, type Subnet } from './ip-address.ts';
import { nearest } from './nearest.ts';

export const checkSecurity: Check = async ({ cognos }, note) => {
  const { firewall, skip, profile } = cognos?.security ?? {};
  firewall?.allow?.forEach((entry, index) => {
    const path: Path = ['cognos', 'security', 'firewall', 'allow', index];
    if (typeof entry === 'string') return checkService(entry, path, note);
    checkService(entry.service, [...path, 'service'], note);
    entry.from.forEach((network, at) => { checkNetwork(network, [...path, 'from', at], note); });
  });
  if (skip) await checkIds(skip, note);
  if (firewall && profile === 'none') note('firewall-off', ['cognos', 'security', 'firewall'], 'the profile none has no firewall, so this opens and closes nothing; say profile: baseline for a firewall and little else', 'warning');
};

/** Loaded when asked for: most specs leave nothing out, and validating must not wait for a table. */
async function checkIds(skip: readonly string[], note: Note): Promise<void> {
  const { controls } = await import('../harden/controls/index.ts');
  const ids = controls.map(({ id }) => id);
  skip.forEach((id, index) => {
    if (ids.includes(id)) return;
    const near = nearest(id, ids);
    note('control', ['cognos', 'security', 'skip', index], `${quote(id)} is no control${near ? `; did you mean ${near}?` : '; `cognos-harden list` names them'}`);
  });
}

function checkService(service: string, path: Path, note: Note): void {
  const answer = findService(service);
  if ('fault' in answer) note('service', path, answer.fault, 'error', { value: cut(service) });
}

function checkNetwork(network: string, path: Path, note: Note): void {
  if (familyOf(network) !== 0) return;
  const subnet = parseSubnet(network);
  if (!subnet) return note('network', path, `${quote(network)} is neither a network in CIDR form nor an address; write for example 192.0.2.0/24 or 2001:db8::/32`);
  const base = baseOf(subnet);
  if (base !== undefined && base !== subnet.address) note('network', path, `${quote(network)} is an address in a network, not a network: bits behind /${subnet.prefix} are set; write ${base}/${subnet.prefix} for the network, or the address alone`);
}

/** The first address of an IPv4 network; IPv6 is taken as it is, nft masks it. */
function baseOf({ family, address, prefix }: Subnet): string | undefined {
  if (family !== 4) return undefined;
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const base = Math.floor(value / size) * size;
  const text = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
  return contains({ family, address: text, prefix }, address) ? text : undefined;
}
