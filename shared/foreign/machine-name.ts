import type { Path } from '../spec/document.ts';

/** A machine's name, with a domain or without -> the keys of a spec that say it, and which of them the name itself led to. */
export function machineName(name: string): { values: Record<string, string>; paths: Path[] } {
  const hostname = name.split('.')[0] ?? '';
  if (!name.includes('.')) return { values: { hostname }, paths: [['hostname']] };
  return { values: { hostname, fqdn: name, manage_etc_hosts: 'localhost' }, paths: [['hostname'], ['fqdn']] };
}
