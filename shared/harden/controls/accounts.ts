/** Accounts and what a login starts with. */
import type { Control, Part } from '../control.ts';

const group = 'accounts';
const level1 = { group, level: 'cis-level1-server' } as const;
const loginDefs = (values: Record<string, string>): Part => ({ kind: 'settings', path: '/etc/login.defs', separator: ' ', values });
const ages = { max: '365', min: '1', warn: '7', inactive: '45' };

/** Asked for in this very form by the scanners; other shells than bash have neither the word nor the timeout. */
const timeout = `# A shell left alone for a quarter of an hour ends.
if [ -n "$BASH_VERSION" ] && [ -z "$TMOUT" ]; then
  declare -xr TMOUT=900
fi
`;

/** Whoever is added later gets what the people of first boot got; without it they would be outside ssh's group. */
const peopleService = `[Unit]
Description=Rules of the hardening profile for people who were added
ConditionPathExists=/usr/bin/cognos-harden

[Service]
Type=oneshot
ExecStart=/usr/bin/cognos-harden apply ssh-people password-ages homes-private
Nice=10
PrivateNetwork=yes
ProtectSystem=strict
ReadWritePaths=/etc /home /run /var/lib/cognos
PrivateDevices=yes
PrivateTmp=yes
PrivateMounts=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
ProcSubset=pid
NoNewPrivileges=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@resources @privileged
SystemCallFilter=@chown
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER
KeyringMode=private
RemoveIPC=yes
UMask=0077
`;

const peoplePath = `[Unit]
Description=Watch for people who are added

[Path]
PathChanged=/etc/passwd

[Install]
WantedBy=multi-user.target
`;

export const accountControls: readonly Control[] = [
  {
    ...level1, id: 'password-ages-new', title: 'passwords of new accounts last a year', cis: ['5.4.1.1', '5.4.1.2', '5.4.1.3', '5.4.1.5'], stage: 'install',
    why: 'What was stolen is of no use for ever. Accounts that have only a key are kept from expiring (password-ages).',
    parts: () => [
      loginDefs({ PASS_MAX_DAYS: ages.max, PASS_MIN_DAYS: ages.min, PASS_WARN_AGE: ages.warn }),
      { kind: 'settings', path: '/etc/default/useradd', separator: '=', values: { INACTIVE: ages.inactive } },
    ],
  },
  {
    ...level1, id: 'password-ages', title: 'passwords of the people here last a year', cis: ['5.4.1.1', '5.4.1.2', '5.4.1.3', '5.4.1.5', '5.4.1.6'], stage: 'first-boot',
    why: 'login.defs is only for accounts that are made later. Nobody is locked out by it: time counts from today where it is over, and who has only a key has no limit.',
    parts: ({ people }) => [{ kind: 'action', name: 'password-ages', args: { people: people.join(' '), ...ages } }],
  },
  {
    group, level: 'baseline', id: 'password-hash', title: 'passwords are kept as yescrypt', cis: ['5.4.1.4'], stage: 'install',
    why: 'It needs memory to guess, which graphics cards have less of than time. The rounds are for the programs that still make SHA-512.',
    parts: () => [loginDefs({ ENCRYPT_METHOD: 'YESCRYPT', YESCRYPT_COST_FACTOR: '5', SHA_CRYPT_MIN_ROUNDS: '10000', SHA_CRYPT_MAX_ROUNDS: '65536' })],
  },
  {
    ...level1, id: 'umask', title: 'new files are not for others', cis: ['5.4.3.3', '5.4.2.6'], stage: 'install',
    why: 'A secret saved in a hurry is not readable by every service of the machine. Files meant for others need a chmod.',
    parts: () => [
      loginDefs({ UMASK: '027', HOME_MODE: '0750' }),
      { kind: 'settings', path: '/etc/profile', separator: ' ', values: { umask: '027' } },
      { kind: 'settings', path: '/etc/bash.bashrc', separator: ' ', values: { umask: '027' } },
      { kind: 'settings', path: '/root/.profile', separator: ' ', values: { umask: '027' } },
      { kind: 'settings', path: '/root/.bashrc', separator: ' ', values: { umask: '027' } },
      { kind: 'settings', path: '/etc/adduser.conf', separator: '=', values: { DIR_MODE: '0750' } },
      // useradd copies them with their modes.
      ...['.bashrc', '.profile', '.bash_logout'].map((name) => ({ kind: 'mode', path: `/etc/skel/${name}`, mode: 0o640, owner: 'root:root' } as const)),
    ],
  },
  {
    ...level1, id: 'shell-timeout', title: 'a shell left alone ends after 15 minutes', cis: ['5.4.3.2'], stage: 'install',
    why: 'An open console is whoever\'s who walks by. Programs that run in a shell are not touched; tmux keeps the work.',
    parts: () => [{ kind: 'file', path: '/etc/profile.d/cognos-timeout.sh', content: timeout }],
  },
  {
    group, level: 'baseline', id: 'root-locked', title: 'no password lets root in', cis: ['5.4.2.4'], stage: 'install',
    why: 'Administration is by sudo, under one\'s own name. The rescue console needs root\'s password and so is closed: a live medium takes its place.',
    parts: () => [{ kind: 'action', name: 'root-locked' }],
  },
  {
    group, level: 'baseline', id: 'homes-private', title: 'homes are closed to others', cis: ['7.2.9'], stage: 'first-boot',
    why: 'Keys, tokens and histories lie there. A home that a web server shows needs to be opened again by hand, and this skipped.',
    parts: ({ people }) => [{ kind: 'action', name: 'homes-private', args: { people: people.join(' ') } }],
  },
  {
    ...level1, id: 'people-added-later', title: 'people who are added later come under the same rules', cis: [], stage: 'first-boot',
    why: 'Of these rules some name people: who may come in over ssh, how long a password lasts. A new person would be locked out by the first, and missed by the second.',
    parts: () => [
      { kind: 'file', path: '/etc/systemd/system/cognos-people.service', content: peopleService },
      { kind: 'file', path: '/etc/systemd/system/cognos-people.path', content: peoplePath },
      { kind: 'unit', name: 'cognos-people.path', state: 'enabled' },
    ],
  },
];
