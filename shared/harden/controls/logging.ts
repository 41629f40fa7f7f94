/** What happened, kept and readable by few: journald, in its main file, which is the one that is looked at. */
import type { Control } from '../control.ts';
import { closed, openLogs } from '../open-logs.ts';

const path = '/etc/systemd/journald.conf';

/** What the action close-logs does, for a shell and for systemd. */
const closeLogs = `find ${openLogs.map((word) => (word.endsWith('*') ? `'${word}'` : word)).join(' ')} -exec chmod ${closed} -- {} +`;
/** apt writes eipp.log.xz anew each time, readable by all. */
const afterDpkg = `# Written by CognOS (cognos-harden: journal-modes).\nDPkg::Post-Invoke { "${closeLogs} || true"; };\n`;
/** dpkg's and alternatives' logs are made anew with mode 644, by files that are those packages' own. */
const afterLogrotate = `# Written by CognOS (cognos-harden: journal-modes).\n[Service]\nExecStartPost=-/usr/bin/${closeLogs}\n`;

export const loggingControls: readonly Control[] = [
  {
    id: 'journal-kept', group: 'logging', level: 'baseline', cis: ['6.1.2.3', '6.1.2.4', '6.1.1.3'], stage: 'install',
    title: 'the journal is kept over restarts, compressed, and bounded',
    why: 'What led to a restart is in the journal of before it. It takes at most a gigabyte.',
    parts: () => [
      { kind: 'settings', path, section: '[Journal]', separator: '=', mode: 0o644, values: { Storage: 'persistent', Compress: 'yes', SystemMaxUse: '1G' } },
      { kind: 'action', name: 'reload-unit', args: { unit: 'systemd-journald.service', how: 'try-restart' } },
    ],
  },
  {
    id: 'journal-one-logger', group: 'logging', level: 'cis-level1-server', cis: ['6.1.2.2', '6.1.1.4', '6.1.3.7'], stage: 'install',
    title: 'the journal is the one log, and is not copied to another',
    why: 'Two logs of one thing cost twice the disk, and differ. Where rsyslog is wanted for a log host, leave this control out.',
    parts: () => [
      { kind: 'settings', path, section: '[Journal]', separator: '=', mode: 0o644, values: { ForwardToSyslog: 'no' } },
      { kind: 'action', name: 'reload-unit', args: { unit: 'systemd-journald.service', how: 'try-restart' } },
    ],
  },
  {
    id: 'journal-no-receiver', group: 'logging', level: 'cis-level1-server', cis: ['6.1.2.1.4'], stage: 'first-boot',
    title: 'the machine takes no logs from others', why: 'A receiver is a log host\'s work, and listens to everyone.',
    parts: () => [{ kind: 'unit', name: 'systemd-journal-remote.socket', state: 'disabled' }, { kind: 'unit', name: 'rsyslog.service', state: 'disabled' }],
  },
  {
    id: 'journal-modes', group: 'logging', level: 'cis-level1-server', cis: ['6.1.1.2', '6.1.4.1'], stage: 'first-boot', again: true,
    title: 'logs are read by root and the group adm', why: 'They tell who did what, and sometimes more than they should.',
    parts: () => [
      { kind: 'file', path: '/etc/apt/apt.conf.d/60cognos-logs', content: afterDpkg },
      { kind: 'file', path: '/etc/systemd/system/logrotate.service.d/60-cognos.conf', content: afterLogrotate },
      { kind: 'action', name: 'close-logs' },
      { kind: 'mode', path: '/var/log/btmp', mode: 0o660, owner: 'root:utmp' },
      { kind: 'mode', path: '/var/log/wtmp', mode: 0o664, owner: 'root:utmp' },
      { kind: 'mode', path: '/var/log/lastlog', mode: 0o664, owner: 'root:utmp' },
    ],
  },
];
