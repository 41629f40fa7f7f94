/** IP addresses and the subnets they are in. */
import { BlockList, isIP } from 'node:net';

export interface Subnet {
  family: 4 | 6;
  address: string;
  prefix: number;
}

/** `192.0.2.10/24`; undefined when it is not in CIDR form. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', prefix = '', more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more !== undefined || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined;
  if (Number(prefix) > (family === 4 ? 32 : 128)) return undefined;
  return { family: family as 4 | 6, address, prefix: Number(prefix) };
}

export function contains({ family, address, prefix }: Subnet, other: string): boolean {
  if (isIP(other) !== family) return false;
  const block = new BlockList();
  block.addSubnet(address, prefix, kind(family));
  return block.check(other, kind(family));
}

/** The same address however it is written: `::1` and `0:0::1`. */
export function sameAddress(one: string, other: string): boolean {
  const family = isIP(one);
  return family !== 0 && contains({ family: family as 4 | 6, address: one, prefix: family === 4 ? 32 : 128 }, other);
}

export function isLinkLocal(address: string): boolean {
  return contains({ family: 6, address: 'fe80::', prefix: 10 }, address);
}

/** `255.255.255.0` -> 24; undefined for what is no netmask. */
export function prefixOf(netmask: string): number | undefined {
  if (/^\d{1,3}$/.test(netmask)) return Number(netmask) <= 128 ? Number(netmask) : undefined;
  if (isIP(netmask) !== 4) return undefined;
  const bits = netmask.split('.').map((part) => Number(part).toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.indexOf('0') === -1 ? 32 : bits.indexOf('0') : undefined;
}

function kind(family: 4 | 6): 'ipv4' | 'ipv6' {
  return family === 4 ? 'ipv4' : 'ipv6';
}
