/** Which interfaces of a planned network have to come up, and with which addresses. Pure. */
import type { Nic } from '../../../shared/machine/machine.ts';
import { formatPath } from '../../../shared/spec/document.ts';
import { familyOf, sameAddress } from '../../../shared/spec/ip-address.ts';
import { isMap } from '../../../shared/spec/is-map.ts';

type Dictionary = Record<string, unknown>;
export const kinds = ['ethernets', 'wifis', 'bonds', 'bridges', 'vlans'] as const;
export type Kind = (typeof kinds)[number];

export interface AskedInterface {
  /** The kernel's name of it. */
  name: string;
  kind: Kind;
  /** In the spec, `network.ethernets.lan`: for findings. */
  path: string;
  /** Fixed ones, with their prefix length: all of them have to be there. */
  addresses: string[];
  /** Families of which the network gives one; one address of one of them is enough. */
  given: (4 | 6)[];
  /** Names of wireless networks. */
  points: { name: string; path: string; hasKey: boolean; isWpa3: boolean }[];
}

/** One of `ip -json address show` (iproute2 6.1). */
export interface SeenInterface { ifname: string; flags?: string[]; addr_info?: { local?: string; prefixlen?: number; scope?: string }[] }

/**
 * Without those that have no address of their own, as a bond's members, and those that may stay away (`optional`).
 * @param network version 2, as the plan has it
 */
export function askedInterfaces(network: Dictionary, nics: readonly Nic[]): AskedInterface[] {
  return kinds.flatMap((kind) => Object.entries(isMap(network[kind]) ? network[kind] : {}).flatMap(([name, device]): AskedInterface[] => {
    if (!isMap(device) || device['optional'] === true) return [];
    const addresses = (Array.isArray(device['addresses']) ? device['addresses'] : []).flatMap(textOf);
    const given = ([[device['dhcp4'], 4], [device['dhcp6'], 6]] as const).flatMap(([isOn, family]) => (isOn === true ? [family] : []));
    if (addresses.length === 0 && given.length === 0) return [];
    const path = ['network', kind, name];
    return [{ name: kernelName(name, device, nics), kind, path: formatPath(path), addresses, given, points: pointsOf(device, path) }];
  }));
}

/** It has its link, and the addresses that it should have. */
export function isUp(asked: AskedInterface, seen: readonly SeenInterface[]): boolean {
  return hasLink(asked, seen) && hasAddresses(asked, seen);
}

export function hasLink({ name }: AskedInterface, seen: readonly SeenInterface[]): boolean {
  return seen.some(({ ifname, flags = [] }) => ifname === name && flags.includes('LOWER_UP'));
}

function hasAddresses({ name, addresses, given }: AskedInterface, seen: readonly SeenInterface[]): boolean {
  const infos = seen.find(({ ifname }) => ifname === name)?.addr_info ?? [];
  const is = (wanted: string, { local = '', prefixlen = 0 }: (typeof infos)[number]): boolean => {
    const [address = '', prefix = ''] = wanted.split('/');
    return sameAddress(address, local) && Number(prefix) === prefixlen;
  };
  const others = infos.filter((info) => info.scope === 'global' && !addresses.some((wanted) => is(wanted, info)));
  return addresses.every((wanted) => infos.some((info) => is(wanted, info))) && (given.length === 0 || others.some(({ local = '' }) => given.some((family) => family === familyOf(local))));
}

/** An address with options is a map of one key. */
function textOf(address: unknown): string[] {
  return typeof address === 'string' ? [address] : isMap(address) ? Object.keys(address).slice(0, 1) : [];
}

/** `match` may mean a card of another name; with `set-name` it gets that one. */
function kernelName(name: string, { match, 'set-name': newName }: Dictionary, nics: readonly Nic[]): string {
  if (typeof newName === 'string') return newName;
  if (!isMap(match)) return name;
  const { name: pattern, macaddress } = match;
  const fits = (nic: Nic): boolean => (typeof macaddress !== 'string' || nic.mac.toLowerCase() === macaddress.toLowerCase()) && (typeof pattern !== 'string' || likeShell(pattern).test(nic.name));
  const found = nics.filter(fits);
  // Of several that fit, one with a link: netplan sets all of them up.
  return (found.find(({ link }) => link) ?? found[0])?.name ?? name;
}

function likeShell(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[^\w*?]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

function pointsOf({ 'access-points': points }: Dictionary, path: string[]): AskedInterface['points'] {
  return Object.entries(isMap(points) ? points : {}).map(([name, point]) => {
    const { password, auth } = isMap(point) ? point : {};
    const management = isMap(auth) ? auth['key-management'] : undefined;
    return { name, path: formatPath([...path, 'access-points', name]), hasKey: password !== undefined || management !== undefined && management !== 'none', isWpa3: management === 'sae' };
  });
}
