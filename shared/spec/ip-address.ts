/**
 * IP addresses and the subnets they are in. Not from node:net, which takes longer to load than validating takes.
 * IPv6 is brought into its one form by URL, as every address in a host name is (WHATWG URL, host parsing).
 */
export interface Subnet {
  family: 4 | 6;
  address: string;
  prefix: number;
}

interface Address { family: 4 | 6; value: bigint }

/** 4, 6, or 0 for what is no address; zones such as fe80::1%eth0 are none. */
export function familyOf(text: string): 0 | 4 | 6 {
  return parseAddress(text)?.family ?? 0;
}

/** `192.0.2.10/24`; undefined when it is not in CIDR form. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', prefix = '', more] = text.split('/');
  const family = familyOf(address);
  if (family === 0 || more !== undefined || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined;
  return Number(prefix) > widthOf(family) ? undefined : { family, address, prefix: Number(prefix) };
}

export function contains({ family, address, prefix }: Subnet, other: string): boolean {
  const base = parseAddress(address);
  const asked = parseAddress(other);
  if (!base || asked?.family !== family) return false;
  const shift = BigInt(widthOf(family) - prefix);
  return base.value >> shift === asked.value >> shift;
}

/** The same address however it is written: `::1` and `0:0::1`. */
export function sameAddress(one: string, other: string): boolean {
  const family = familyOf(one);
  return family !== 0 && contains({ family, address: one, prefix: widthOf(family) }, other);
}

export function isLinkLocal(address: string): boolean {
  return contains({ family: 6, address: 'fe80::', prefix: 10 }, address);
}

/** `255.255.255.0` -> 24; undefined for what is no netmask. */
export function prefixOf(netmask: string): number | undefined {
  if (/^\d{1,3}$/.test(netmask)) return Number(netmask) <= 128 ? Number(netmask) : undefined;
  const mask = parseAddress(netmask);
  const bits = mask?.family === 4 ? mask.value.toString(2).padStart(32, '0') : '';
  return /^1*0*$/.test(bits) && bits !== '' ? bits.lastIndexOf('1') + 1 : undefined;
}

function parseAddress(text: string): Address | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  if (parts) {
    // Leading zeros are octal to some and decimal to others.
    const valid = parts.every((part) => Number(part) <= 255 && String(Number(part)) === part);
    return valid ? { family: 4, value: joined(parts.map(Number), 8n) } : undefined;
  }
  if (!text.includes(':') || !/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groups = (half: string): number[] => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros: number[] = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return { family: 6, value: joined([...before, ...zeros, ...after], 16n) };
}

function joined(parts: number[], bits: bigint): bigint {
  return parts.reduce((value, part) => (value << bits) + BigInt(part), 0n);
}

function widthOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}
