/** AIDE: which files have changed since the machine was made. */
import type { Control } from '../control.ts';

const level1 = { group: 'integrity', level: 'cis-level1-server' } as const;
/** Whoever records is watched by the digest too, in the one file that the scanners read. */
const tools = ['auditctl', 'auditd', 'ausearch', 'aureport', 'autrace', 'augenrules'];

/** What changes by itself and would bury what matters, or is proven otherwise: models have digests of their own. */
const config = `# Written by cognos-harden (integrity-config).
!/var/lib/cognos
!/var/log
!/var/lib/docker
!/var/lib/containers
!/run
`;

/** By itself again after a power cut: a database that is not whole never gets the name that is looked for. */
const service = `[Unit]
Description=First database of AIDE
ConditionPathExists=!/var/lib/aide/aide.db

[Service]
Type=oneshot
# Not before first boot is through: models and drivers belong into the database, and the disk is theirs till then.
ExecCondition=/usr/bin/test -e /run/cognos/ready
ExecStart=/usr/bin/aide --config=/etc/aide/aide.conf --init
# Its bytes before its name, else a power cut could leave an empty one.
ExecStart=/usr/bin/sync --file-system /var/lib/aide/aide.db.new
ExecStart=/bin/mv --force /var/lib/aide/aide.db.new /var/lib/aide/aide.db
TimeoutStartSec=infinity
# It does not listen while it reads, and begins anew with the next start: no restart of the machine is to wait for it.
TimeoutStopSec=5s
# Whose the daily comparison is, and what it sees it with. Nothing here may hide a file: it would be missing in the database.
User=_aide
Group=_aide
AmbientCapabilities=CAP_DAC_READ_SEARCH
CapabilityBoundingSet=CAP_DAC_READ_SEARCH
Nice=19
CPUSchedulingPolicy=idle
IOSchedulingClass=idle
DevicePolicy=closed
IPAddressDeny=any
KeyringMode=private
LockPersonality=yes
MemoryDenyWriteExecute=yes
NoNewPrivileges=yes
PrivateNetwork=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectSystem=strict
ReadWritePaths=/var/lib/aide
RemoveIPC=yes
RestrictAddressFamilies=none
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallFilter=setpriority sched_setscheduler ioprio_set
SystemCallErrorNumber=EPERM
UMask=0077
`;

const timer = `[Unit]
Description=First database of AIDE, when the machine is ready

[Timer]
OnBootSec=5min
OnUnitInactiveSec=10min

[Install]
WantedBy=timers.target
`;

export const integrityControls: readonly Control[] = [
  {
    ...level1, id: 'integrity-config', title: 'AIDE is there and knows what to watch', cis: ['6.3.1', '6.3.3'], stage: 'first-boot',
    why: 'Models and logs are left out: the first have digests of their own, the second change all the time.',
    parts: () => [
      { kind: 'package', name: 'aide', present: true },
      { kind: 'package', name: 'aide-common', present: true },
      { kind: 'file', path: '/etc/aide/aide.conf.d/90_cognos', content: config },
      // Debian's is every digest there is, at ten times the work.
      { kind: 'settings', path: '/etc/aide/aide.conf', separator: ' = ', values: { Checksums: 'sha512' } },
      {
        kind: 'settings', path: '/etc/aide/aide.conf', separator: ' ',
        values: Object.fromEntries(tools.map((tool) => [`/usr/sbin/${tool}`, 'p+i+n+u+g+s+b+acl+selinux+xattrs+sha512'])),
      },
    ],
  },
  {
    ...level1, id: 'integrity-database', title: 'a database of all files is made when the machine is ready', cis: ['6.3.1'], stage: 'seal',
    why: 'Minutes of reading, so it is done when nobody else wants the disk, and begun again after a power cut.',
    parts: () => [
      { kind: 'file', path: '/etc/systemd/system/cognos-aide-database.service', content: service },
      { kind: 'file', path: '/etc/systemd/system/cognos-aide-database.timer', content: timer },
      { kind: 'unit', name: 'cognos-aide-database.timer', state: 'enabled' },
    ],
  },
  {
    ...level1, id: 'integrity-check', title: 'files are compared with the database every day', cis: ['6.3.2'], stage: 'seal',
    why: 'What it finds is in the journal of dailyaidecheck.service. Not before there is a database: the comparison would fail.',
    parts: () => [
      { kind: 'file', path: '/etc/systemd/system/dailyaidecheck.service.d/cognos.conf', content: '[Unit]\nConditionPathExists=/var/lib/aide/aide.db\n' },
      { kind: 'unit', name: 'dailyaidecheck.timer', state: 'enabled' },
    ],
  },
];
