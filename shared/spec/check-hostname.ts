/** RFC 1123 section 2.1, and what the kernel takes: sethostname(2) stops at 64 bytes. */
import { cut, quote } from './check.ts';
import type { Check } from './check.ts';

export const checkHostname: Check = ({ hostname, fqdn }, note) => {
  if (hostname !== undefined) report(hostname, (why) => { note('hostname', ['hostname'], `${quote(hostname)} is no host name: ${why}; write for example edge-01`, 'error', { value: cut(hostname) }); });
  if (fqdn !== undefined) report(fqdn, (why) => { note('hostname', ['fqdn'], `${quote(fqdn)} is no domain name: ${why}; write for example edge-01.example.net`, 'error', { value: cut(fqdn) }); });
};

/** Why a name cannot be one; undefined when it can. */
export function hostnameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > 253) return `it has ${name.length} characters and may have 253`;
  if (/^\d[\d.]*$/.test(name) && name.includes('.')) return 'it looks like an IP address';
  for (const label of name.split('.')) {
    if (label === '') return 'a part between dots is empty';
    if (label.length > 63) return `a part between dots has ${label.length} characters and may have 63`;
    const [wrong] = /[^A-Za-z0-9-]/u.exec(label) ?? [];
    if (wrong !== undefined) return `${quote(wrong)} may not stand in it, only letters, digits and hyphens`;
    if (label.startsWith('-') || label.endsWith('-')) return 'a part may not start or end with a hyphen';
  }
  return undefined;
}

function report(name: string, say: (why: string) => void): void {
  const why = hostnameFault(name);
  if (why !== undefined) say(why);
}
