/** Who is who on the networks that this machine is on itself: the kernel's table, /proc/net/arp (arp(7)). */
import { readFile } from 'node:fs/promises';
import { readMac } from '../inventory/identity.ts';

/** The MAC address that the kernel knows for an address; undefined where it knows none, as behind a router. */
export type Neighbours = (address: string) => Promise<string | undefined>;

/** A thousand machines ask in one second, and the table has a thousand lines. */
const keptMilliseconds = 1000;

export function readNeighbours(file = '/proc/net/arp', now: () => number = () => performance.now()): Neighbours {
  let table: Promise<Map<string, string>> | undefined;
  let readAt = -Infinity;
  return async (address) => {
    if (!table || now() - readAt > keptMilliseconds) {
      readAt = now();
      table = readFile(file, 'utf8').then(parseTable, () => new Map<string, string>());
    }
    return (await table).get(plainAddress(address));
  };
}

/** Complete entries only: 0x2 is ATF_COM of <net/if_arp.h>. */
export function parseTable(text: string): Map<string, string> {
  return new Map(text.split('\n').slice(1).flatMap((line): [string, string][] => {
    const [address = '', , flags, mac = ''] = line.trim().split(/\s+/);
    const known = (Number(flags) & 2) === 0 ? undefined : readMac(mac);
    return known === undefined ? [] : [[address, known]];
  }));
}

/** `::ffff:10.0.0.7`, as a socket for both families has it, is 10.0.0.7. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

export function isLoopback(address: string): boolean {
  return /^127\./.test(plainAddress(address)) || address === '::1';
}
