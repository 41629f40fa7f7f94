/** What may be done with files where everybody, or a service, can write. */
import type { Control } from '../control.ts';

export const aptTemporaryFolder = '/var/lib/apt/tmp';

export const filesystemControls: readonly Control[] = [
  {
    id: 'mount-tmp', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.1.1', '1.1.2.1.2', '1.1.2.1.3', '1.1.2.1.4'], stage: 'install',
    title: '/tmp is in memory, and no programs are started from it',
    why: 'Most attacks put their program there first. apt gets a folder of its own, for the questions of packages are programs.',
    parts: () => [
      // Before /tmp is noexec: debconf runs what it unpacks there.
      { kind: 'file', path: '/etc/apt/apt.conf.d/60cognos-tmp', content: `// Written by CognOS (cognos-harden: mount-tmp): /tmp is noexec.\nAPT::ExtractTemplates::TempDir "${aptTemporaryFolder}";\n` },
      { kind: 'file', path: '/etc/tmpfiles.d/cognos-apt.conf', content: `# Written by CognOS (cognos-harden: mount-tmp).\nd ${aptTemporaryFolder} 0700 root root 1d\n` },
      { kind: 'action', name: 'make-folder', args: { path: aptTemporaryFolder, mode: '0700' } },
      { kind: 'mount', at: '/tmp', options: ['rw', 'nosuid', 'nodev', 'noexec', 'relatime', 'size=25%', 'mode=1777'], create: { source: 'tmpfs', fs: 'tmpfs' } },
    ],
  },
  {
    id: 'mount-dev-shm', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.2.1', '1.1.2.2.2', '1.1.2.2.3', '1.1.2.2.4'], stage: 'install',
    title: 'no programs are started from /dev/shm',
    why: 'Everybody can write there, and nothing is left of it after a restart.',
    parts: () => [{ kind: 'mount', at: '/dev/shm', options: ['rw', 'nosuid', 'nodev', 'noexec'], create: { source: 'tmpfs', fs: 'tmpfs' } }],
  },
  {
    id: 'mount-home', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.3.1', '1.1.2.3.2', '1.1.2.3.3'], stage: 'install',
    title: 'no devices and no setuid programs in /home', why: 'People\'s folders hold neither. Only where /home is a mount of its own, as on a btrfs root.',
    parts: () => [{ kind: 'mount', at: '/home', options: ['nodev', 'nosuid'] }],
  },
  {
    id: 'mount-var', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.4.2', '1.1.2.4.3'], stage: 'install',
    title: 'no devices and no setuid programs in /var', why: 'Only where /var is a mount of its own.',
    parts: () => [{ kind: 'mount', at: '/var', options: ['nodev', 'nosuid'] }],
  },
  {
    id: 'mount-var-tmp', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.5.1', '1.1.2.5.2', '1.1.2.5.3', '1.1.2.5.4'], stage: 'install',
    title: 'no programs are started from /var/tmp', why: 'As for /tmp. Only where it is a mount of its own.',
    parts: () => [{ kind: 'mount', at: '/var/tmp', options: ['nodev', 'nosuid', 'noexec'] }],
  },
  {
    id: 'mount-var-log', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.6.1', '1.1.2.6.2', '1.1.2.6.3', '1.1.2.6.4'], stage: 'install',
    title: 'no programs are started from /var/log', why: 'Logs are text. Only where it is a mount of its own.',
    parts: () => [{ kind: 'mount', at: '/var/log', options: ['nodev', 'nosuid', 'noexec'] }],
  },
  {
    id: 'mount-var-log-audit', group: 'filesystems', level: 'cis-level1-server', cis: ['1.1.2.7.1', '1.1.2.7.2', '1.1.2.7.3', '1.1.2.7.4'], stage: 'install',
    title: 'no programs are started from /var/log/audit', why: 'As for /var/log.',
    parts: () => [{ kind: 'mount', at: '/var/log/audit', options: ['nodev', 'nosuid', 'noexec'] }],
  },
  {
    id: 'mount-models', group: 'filesystems', level: 'baseline', cis: [], stage: 'install',
    title: 'nothing on the models filesystem is a program or a device',
    why: 'Models are data from elsewhere; whatever a file there claims to be, it is not started.',
    parts: () => [{ kind: 'mount', at: '/var/lib/cognos/models', options: ['nodev', 'nosuid', 'noexec'] }],
  },
  {
    id: 'mount-boot-efi', group: 'filesystems', level: 'baseline', cis: [], stage: 'install',
    title: 'only root reads the EFI system partition', why: 'It holds the boot loader, and no rights can be kept on it but for all of it.',
    parts: () => [{ kind: 'mount', at: '/boot/efi', options: ['umask=0077'] }],
  },
];
