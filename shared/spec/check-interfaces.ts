/** What holds for a network whichever version describes it. */
import { cut, quote } from './check.ts';
import type { Note } from './check.ts';
import { formatPath } from './document.ts';
import type { Path } from './document.ts';
import { contains, familyOf, isLinkLocal, parseSubnet, sameAddress } from './ip-address.ts';
import type { Subnet } from './ip-address.ts';

export interface Interface {
  name: string;
  path: Path;
  addresses: { text: string; path: Path }[];
  gateways: Gateway[];
  /** DHCP or router advertisements may add subnets that are not written down. */
  dynamic: boolean;
  /** Other interfaces that have to be described too; only one bond or bridge may have each. */
  members: { name: string; path: Path }[];
  link?: { name: string; path: Path };
}

export interface Gateway {
  via: string;
  path: Path;
  /** Undefined where there is no way to say it. */
  onLink?: boolean;
  /** Set for a default route: what it would clash over. */
  slot?: string;
}

export function checkInterfaces(interfaces: Interface[], note: Note): void {
  const names = new Set(interfaces.map(({ name }) => name));
  checkAddresses(interfaces, note);
  checkDefaultRoutes(interfaces, note);
  for (const each of interfaces) {
    for (const gateway of each.gateways) checkGateway(gateway, each, note);
    checkNames(each, names, note);
  }
  checkMembers(interfaces, note);
}

function checkAddresses(interfaces: Interface[], note: Note): void {
  const seen: { address: string; path: Path }[] = [];
  for (const { text, path } of interfaces.flatMap(({ addresses }) => addresses)) {
    const subnet = parseSubnet(text);
    if (!subnet) {
      note('address', path, `${quote(text)} is no address in CIDR form; write for example 192.0.2.10/24`, 'error', { value: cut(text) });
      continue;
    }
    const first = seen.find(({ address }) => sameAddress(address, subnet.address));
    if (first) note('duplicate-address', path, `the address ${subnet.address} is given twice, first as ${formatPath(first.path)}; every interface needs its own`, 'error', { value: subnet.address });
    seen.push({ address: subnet.address, path });
  }
}

function checkGateway({ via, path, onLink }: Gateway, { name, addresses, dynamic }: Interface, note: Note): void {
  if (familyOf(via) === 0) {
    note('gateway', path, `${quote(via)} is no gateway: it has to be an address; write for example 192.0.2.1`, 'error', { value: cut(via) });
    return;
  }
  if (onLink || dynamic || isLinkLocal(via)) return;
  const subnets = addresses.map(({ text }) => parseSubnet(text)).filter((subnet): subnet is Subnet => subnet?.family === familyOf(via));
  if (subnets.some((subnet) => contains(subnet, via))) {
    const own = subnets.find(({ address }) => sameAddress(address, via));
    if (own) note('gateway', path, `the gateway ${via} is this machine's own address; write the address of the router`, 'error', { value: via });
    return;
  }
  const where = subnets.length > 0 ? subnets.map(({ address, prefix }) => `${address}/${prefix}`).join(', ') : `none of IPv${familyOf(via)}`;
  note('gateway', path, `the gateway ${via} is in no subnet of ${name} (${where}); write a gateway inside one${onLink === false ? ', or on-link: true if it is reachable all the same' : ''}`, 'error', { value: via });
}

function checkDefaultRoutes(interfaces: Interface[], note: Note): void {
  const seen = new Map<string, Path>();
  for (const { slot, path } of interfaces.flatMap(({ gateways }) => gateways)) {
    if (slot === undefined) continue;
    const first = seen.get(slot);
    if (first) note('default-route', path, `a second default route of the same family and metric, first as ${formatPath(first)}; keep one, or give them different metrics`);
    else seen.set(slot, path);
  }
}

function checkNames({ members, link }: Interface, names: Set<string>, note: Note): void {
  for (const { name, path } of [...members, ...link ? [link] : []]) {
    if (!names.has(name)) note('interface', path, `there is no interface ${quote(name)} in this network; ${names.size > 0 ? `known are ${[...names].join(', ')}` : 'describe it first'}`, 'error', { value: cut(name) });
  }
}

function checkMembers(interfaces: Interface[], note: Note): void {
  const owners = new Map<string, string>();
  for (const { name: owner, members } of interfaces) {
    for (const { name, path } of members) {
      if (name === owner) note('interface', path, `${quote(name)} cannot be a member of itself`, 'error', { value: cut(name) });
      const first = owners.get(name);
      if (first !== undefined) note('interface', path, `${quote(name)} is already a member of ${first}; it can be in one only`, 'error', { value: cut(name) });
      owners.set(name, owner);
    }
  }
}
