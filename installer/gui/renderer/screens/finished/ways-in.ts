/** How the installed machine is reached. Pure. */
import type { FinishedView } from '../../../../../shared/protocol/snapshot.ts';

/** Those that another machine can use, IPv4 first because they are short; without their prefix length. */
export function reachable(addresses: readonly string[]): string[] {
  const plain = addresses.map((address) => address.replace(/\/\d+$/, '').replace(/%.*$/, ''));
  const useful = plain.filter((address) => address !== '' && address !== '::1' && !address.startsWith('127.') && !address.startsWith('169.254.') && !/^fe[89ab]/i.test(address));
  return [...new Set(useful)].sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')));
}

export function sshLine({ user }: Pick<FinishedView, 'user'>, address: string): string {
  return `ssh ${user === undefined ? '' : `${user}@`}${address}`;
}

/** RFC 3986: an IPv6 address stands in brackets. Phones open it with their ssh app. */
export function sshUrl({ user }: Pick<FinishedView, 'user'>, address: string): string {
  return `ssh://${user === undefined ? '' : `${encodeURIComponent(user)}@`}${address.includes(':') ? `[${address}]` : address}`;
}
