/** Jobs by the clock: whose they may be. */
import type { Control, Part } from '../control.ts';

const folders = ['hourly', 'daily', 'weekly', 'monthly', 'd'];

export const cronControls: readonly Control[] = [
  {
    id: 'cron-runs', group: 'cron', level: 'cis-level1-server', cis: ['2.4.1.1'], stage: 'first-boot',
    title: 'cron is there and runs', why: 'Packages bring jobs that have to run: rotating logs, looking for changed files.',
    parts: () => [{ kind: 'package', name: 'cron', present: true }, { kind: 'unit', name: 'cron.service', state: 'enabled' }],
  },
  {
    id: 'cron-modes', group: 'cron', level: 'cis-level1-server', cis: ['2.4.1.2', '2.4.1.3', '2.4.1.4', '2.4.1.5', '2.4.1.6', '2.4.1.7'], stage: 'first-boot',
    title: 'only root reads and writes the jobs of the system', why: 'They run as root, and tell when nobody looks.',
    parts: () => [
      { kind: 'mode', path: '/etc/crontab', mode: 0o600, owner: 'root:root' },
      ...folders.map((name): Part => ({ kind: 'mode', path: `/etc/cron.${name}`, mode: 0o700, owner: 'root:root' })),
    ],
  },
  {
    id: 'cron-users', group: 'cron', level: 'cis-level1-server', cis: ['2.4.1.8'], stage: 'first-boot',
    title: 'jobs of one\'s own only for those whom root names', why: 'A job outlives the login of who was thrown out. Names go into /etc/cron.allow; it is empty.',
    // Not a file part: names that root wrote into it stay.
    parts: () => [
      { kind: 'absent', path: '/etc/cron.deny' },
      { kind: 'action', name: 'make-list', args: { path: '/etc/cron.allow', group: 'crontab', mode: '0640' } },
    ],
  },
  {
    id: 'at-users', group: 'cron', level: 'cis-level1-server', cis: ['2.4.2.1'], stage: 'first-boot',
    title: 'nor with at(1)', why: 'As for cron; also where at comes later.',
    parts: () => [
      { kind: 'absent', path: '/etc/at.deny' },
      { kind: 'action', name: 'make-list', args: { path: '/etc/at.allow', group: 'root', mode: '0640' } },
    ],
  },
];
