import { familyOf } from '../spec/ip-address.ts';

/** Length of the network of `192.0.2.10/24`, or of an address with a netmask (`255.255.255.0`, `24`) beside it; undefined where neither says it. */
export function prefixOf(address: string, mask: string | undefined): number | undefined {
  const written = /\/(\d{1,3})$/.exec(address)?.[1];
  if (written !== undefined) return Number(written);
  if (mask === undefined) return undefined;
  if (/^\/?\d{1,3}$/.test(mask)) return Number(mask.replace('/', ''));
  if (familyOf(mask) !== 4) return undefined;
  const bits = mask.split('.').map((byte) => Number(byte).toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}
