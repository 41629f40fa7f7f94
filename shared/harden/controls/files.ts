/** Files that decide who is who, and files that anybody could change. */
import type { Control, Part } from '../control.ts';

const accounts: readonly (readonly [path: string, mode: number, owner: string])[] = [
  ['/etc/passwd', 0o644, 'root:root'], ['/etc/passwd-', 0o600, 'root:root'],
  ['/etc/group', 0o644, 'root:root'], ['/etc/group-', 0o600, 'root:root'],
  ['/etc/shadow', 0o640, 'root:shadow'], ['/etc/shadow-', 0o600, 'root:shadow'],
  ['/etc/gshadow', 0o640, 'root:shadow'], ['/etc/gshadow-', 0o600, 'root:shadow'],
  ['/etc/shells', 0o644, 'root:root'],
  ['/etc/security/opasswd', 0o600, 'root:root'], ['/etc/security/opasswd.old', 0o600, 'root:root'],
];

export const fileControls: readonly Control[] = [
  {
    id: 'account-file-modes', group: 'files', level: 'baseline', stage: 'first-boot',
    cis: ['7.1.1', '7.1.2', '7.1.3', '7.1.4', '7.1.5', '7.1.6', '7.1.7', '7.1.8', '7.1.9', '7.1.10'],
    title: 'only root changes the lists of accounts, and only root reads the passwords\' hashes',
    why: 'Hashes can be guessed at leisure by who has them.',
    parts: () => accounts.map(([path, mode, owner]): Part => ({ kind: 'mode', path, mode, owner })),
  },
  {
    id: 'no-world-writable', group: 'files', level: 'cis-level1-server', cis: ['7.1.11', '7.1.12'], stage: 'first-boot', again: true,
    title: 'no file can be written by everybody, and every file belongs to somebody',
    why: 'What everybody can write, anybody can fill with something else. Files of nobody are named in the report, not changed.',
    parts: () => [{ kind: 'action', name: 'tidy-writable' }],
  },
  {
    id: 'setuid-review', group: 'files', level: 'cis-level1-server', cis: ['7.1.13'], stage: 'seal',
    title: 'the programs that run with another\'s rights are on a list',
    why: 'A new one shows in `cognos-harden check`. The list is for a person to look over: /var/lib/cognos/harden/setuid-files.',
    parts: () => [{ kind: 'action', name: 'list-setuid' }],
  },
  {
    id: 'secrets-folder', group: 'files', level: 'baseline', cis: [], stage: 'first-boot',
    title: 'keys and settings of CognOS are root\'s', why: 'They hold the agent\'s key and what the machine was made from.',
    parts: () => [
      { kind: 'mode', path: '/etc/cognos/spec.yaml', mode: 0o600, owner: 'root:root' },
      { kind: 'mode', path: '/etc/cognos/api-key', mode: 0o600, owner: 'root:root' },
      { kind: 'mode', path: '/etc/cognos/report-token', mode: 0o600, owner: 'root:root' },
      { kind: 'mode', path: '/etc/cognos/report-secret', mode: 0o600, owner: 'root:root' },
    ],
  },
];
