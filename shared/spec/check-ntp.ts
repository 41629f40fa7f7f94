/** Time servers for systemd-timesyncd, which is what CognOS runs. */
import { hostnameFault } from './check-hostname.ts';
import { quote } from './check.ts';
import type { Check } from './check.ts';
import { familyOf } from './ip-address.ts';

export const checkNtp: Check = ({ ntp }, note) => {
  for (const key of ['servers', 'pools'] as const) {
    ntp?.[key]?.forEach((name, index) => {
      if (familyOf(name) === 0 && hostnameFault(name) !== undefined) note('ntp', ['ntp', key, index], `${quote(name)} is no time server: it is neither a host name nor an address; write for example ntp.example.net`);
    });
  }
  if (ntp?.ntp_client !== undefined && ntp.ntp_client !== 'auto' && ntp.ntp_client !== 'systemd-timesyncd') {
    note('ntp', ['ntp', 'ntp_client'], `CognOS runs systemd-timesyncd, not ${ntp.ntp_client}; leave ntp_client out`);
  }
  if (ntp?.config !== undefined) note('ntp', ['ntp', 'config'], 'CognOS runs systemd-timesyncd, which takes servers and pools only; leave config out');
};
