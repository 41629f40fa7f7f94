/** Becoming root. */
import type { Control, Part } from '../control.ts';
import { suPam } from './su-pam.ts';

const group = 'sudo';
const level1 = { group, level: 'cis-level1-server' } as const;

/** Looked at by visudo before it is written; the order of parts is the order of work. */
function rules(name: string, content: string): Part[] {
  return [
    { kind: 'action', name: 'sudoers-valid', args: { content } },
    { kind: 'file', path: `/etc/sudoers.d/60-cognos-${name}`, content, mode: 0o440 },
  ];
}

export const sudoControls: readonly Control[] = [
  {
    group, level: 'baseline', id: 'sudo-installed', title: 'sudo is there', cis: ['5.2.1'], stage: 'install',
    why: 'root has no password; without sudo nobody could administer the machine.',
    parts: () => [{ kind: 'package', name: 'sudo', present: true }],
  },
  {
    group, level: 'baseline', id: 'sudo-pty', title: 'commands run by sudo get a terminal of their own', cis: ['5.2.2'], stage: 'install',
    why: 'A program that stays behind cannot type into the terminal of whoever called it.',
    parts: () => rules('pty', 'Defaults use_pty\n'),
  },
  {
    ...level1, id: 'sudo-log', title: 'what sudo runs is kept in a log of its own', cis: ['5.2.3'], stage: 'install',
    why: 'Who did what as root is found without searching the journal.',
    parts: () => [
      ...rules('log', 'Defaults logfile="/var/log/sudo.log"\n'),
      { kind: 'file', path: '/etc/logrotate.d/cognos-sudo', content: '/var/log/sudo.log {\n  monthly\n  rotate 12\n  compress\n  missingok\n  notifempty\n  create 0600 root root\n}\n' },
    ],
  },
  {
    ...level1, id: 'sudo-timeout', title: 'sudo asks again after 15 minutes', cis: ['5.2.5', '5.2.6'], stage: 'install',
    why: 'A terminal that was left is not root for the rest of the day.',
    parts: () => rules('timeout', 'Defaults timestamp_timeout=15\n'),
  },
  {
    ...level1, id: 'su-restricted', title: 'nobody but root uses su', cis: ['5.2.7'], stage: 'first-boot',
    why: 'su asks for the password of the other account, and so makes people share one. The group that may use it is there and empty; sudo -u does the same.',
    parts: () => [
      { kind: 'action', name: 'group-members', args: { group: 'sugroup', empty: 'yes' } },
      { kind: 'file', path: '/etc/pam.d/su', content: suPam },
    ],
  },
];
