/** The audit daemon and what it records. At level 2 only: it costs time at every system call that it watches. */
import type { Control } from '../control.ts';
import { auditRules } from './audit-rules.ts';

const level2 = { group: 'audit', level: 'cis-level2-server', stage: 'first-boot' } as const;
const rulesPath = (name: string): string => `/etc/audit/rules.d/${name}.rules`;
const configPath = '/etc/audit/auditd.conf';

export const auditControls: readonly Control[] = [
  {
    ...level2, id: 'audit-installed', title: 'the audit daemon runs', cis: ['6.2.1.1', '6.2.1.2'],
    why: 'Without it the kernel writes what it sees into its own log, where it is lost.',
    parts: () => [{ kind: 'package', name: 'auditd', present: true }, { kind: 'package', name: 'audispd-plugins', present: true }, { kind: 'unit', name: 'auditd.service', state: 'enabled' }],
  },
  {
    ...level2, id: 'audit-kernel', title: 'what happens before the daemon runs is recorded', cis: ['6.2.1.3', '6.2.1.4'],
    why: 'Processes that started first would never be watched, and a busy start would lose events. From the next start on.',
    parts: () => [
      { kind: 'file', path: '/etc/default/grub.d/61-cognos-audit.cfg', content: 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX audit=1 audit_backlog_limit=8192"\n' },
      { kind: 'action', name: 'update-grub' },
    ],
  },
  {
    ...level2, id: 'audit-storage', title: 'records are kept, and a full disk is no way to switch them off', cis: ['6.2.2.1', '6.2.2.2', '6.2.2.3', '6.2.2.4'],
    why: 'Old records are never deleted by themselves, and a disk without room for new ones halts the machine: at this level it is rather off than unwatched. Move /var/log/audit/audit.log.* away in time.',
    parts: () => [{
      kind: 'settings', path: configPath, separator: ' = ', mode: 0o640,
      values: {
        max_log_file: '8', max_log_file_action: 'keep_logs', space_left: '75', space_left_action: 'email', action_mail_acct: 'root',
        admin_space_left: '50', admin_space_left_action: 'halt', disk_full_action: 'halt', disk_error_action: 'syslog', log_group: 'root', flush: 'INCREMENTAL_ASYNC',
      },
    }, { kind: 'action', name: 'auditd-reread' }],
  },
  ...auditRules.map(({ id, cis, title, rules }): Control => ({
    ...level2, id: `audit-${id}`, title, cis: [cis],
    why: 'After the fact it can be told who did it, and when.',
    parts: () => [{ kind: 'file', path: rulesPath(`50-cognos-${id}`), mode: 0o600, content: rules.map((rule) => `${rule}\n`).join('') }],
  })),
  {
    ...level2, id: 'audit-privileged', title: 'every use of a program that gives other rights is recorded', cis: ['6.2.3.6'], again: true,
    why: 'The list is made from what this machine has: run `cognos-harden apply audit-privileged` after installing one.',
    parts: () => [{ kind: 'action', name: 'audit-privileged', args: { path: rulesPath('50-cognos-privileged') } }],
  },
  {
    ...level2, id: 'audit-loaded', title: 'the kernel records by these rules', cis: ['6.2.3.21'], again: true,
    why: 'Files alone record nothing.',
    parts: () => [{ kind: 'action', name: 'audit-load' }],
  },
  {
    ...level2, id: 'audit-files', title: 'nobody but root changes records, rules and tools of the audit', cis: ['6.2.4.1', '6.2.4.2', '6.2.4.3', '6.2.4.4', '6.2.4.5', '6.2.4.6', '6.2.4.7', '6.2.4.8', '6.2.4.9', '6.2.4.10'],
    why: 'Who can change the record was never there.',
    parts: () => [
      { kind: 'mode', path: '/var/log/audit', mode: 0o700, owner: 'root:root' },
      { kind: 'mode', path: '/etc/audit', mode: 0o750, owner: 'root:root' },
      { kind: 'mode', path: '/etc/audit/audit.rules', mode: 0o640, owner: 'root:root' },
      { kind: 'mode', path: rulesPath('audit'), mode: 0o600, owner: 'root:root' },
      ...['auditctl', 'aureport', 'ausearch', 'autrace', 'auditd', 'augenrules'].map((tool) => ({ kind: 'mode', path: `/sbin/${tool}`, mode: 0o755, owner: 'root:root' } as const)),
    ],
  },
  {
    ...level2, id: 'audit-immutable', title: 'rules cannot be changed before the next start', cis: ['6.2.3.20', '6.2.3.21'], stage: 'seal',
    why: 'Whoever becomes root cannot stop the recording unseen. A change of the rules needs a restart of the machine.',
    parts: () => [
      { kind: 'file', path: rulesPath('99-finalize'), mode: 0o600, content: '-e 2\n' },
      { kind: 'action', name: 'audit-load' },
    ],
  },
];
