/** The right time: certificates, signatures and logs go by it. */
import type { Control } from '../control.ts';

export const timeControls: readonly Control[] = [
  {
    id: 'time-one-daemon', group: 'time', level: 'baseline', cis: ['2.3.1.1', '2.3.2.2'], stage: 'first-boot',
    title: 'systemd-timesyncd keeps the time, and it alone',
    why: 'Two programs that set one clock fight over it. Where the spec says `ntp: {enabled: false}` (a guest whose host sets the clock) it stays off.',
    parts: () => [
      { kind: 'package', name: 'systemd-timesyncd', present: true },
      { kind: 'package', name: 'chrony', present: false },
      { kind: 'package', name: 'ntpsec', present: false },
      { kind: 'action', name: 'enable-unless-masked', args: { unit: 'systemd-timesyncd.service' } },
    ],
  },
  {
    id: 'time-servers', group: 'time', level: 'cis-level1-server', cis: ['2.3.2.1'], stage: 'install',
    title: 'it is said which servers the time comes from',
    why: 'Those of the spec, else Debian\'s.',
    parts: ({ timeServers = ['0.debian.pool.ntp.org', '1.debian.pool.ntp.org'] }) => [
      {
        kind: 'settings', path: '/etc/systemd/timesyncd.conf', section: '[Time]', separator: '=', mode: 0o644,
        values: { NTP: timeServers.join(' '), FallbackNTP: '2.debian.pool.ntp.org 3.debian.pool.ntp.org' },
      },
      { kind: 'action', name: 'reload-unit', args: { unit: 'systemd-timesyncd.service', how: 'try-restart' } },
    ],
  },
];
