/** Package mirrors and proxies that the installer can write down as they are. */
import type { Check } from './check.ts';

const notHere = {
  generate_mirrorlists: 'the installer writes the package sources itself; leave it out',
  disable_suites: 'the installer writes the package sources itself; leave it out',
  sources_list: 'the installer writes the package sources itself; give mirrors with primary and security, further sources with sources',
} as const;

export const checkApt: Check = ({ apt = {} }, note) => {
  for (const key of ['primary', 'security'] as const) {
    apt[key]?.forEach((mirror, index) => {
      for (const other of ['search', 'search_dns', 'keyid', 'key', 'keyserver'] as const) {
        if (mirror[other] !== undefined) note('not-here', ['apt', key, index, other], `the installer takes mirrors by uri only and checks them with Debian's own keys; leave ${other} out`);
      }
      if (mirror.uri === undefined) note('missing-key', ['apt', key, index, 'uri'], 'is missing; write for example uri: https://deb.debian.org/debian');
    });
  }
  for (const key of Object.keys(notHere) as (keyof typeof notHere)[]) {
    if (apt[key] !== undefined) note('not-here', ['apt', key], notHere[key]);
  }
};
