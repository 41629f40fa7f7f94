/** Updates by themselves, as far as the spec lets them. */
import type { Control, HardenFacts } from '../control.ts';

/** Files of apt read later win over 20auto-upgrades and 50unattended-upgrades, which stay the packages' own. */
const periodicPath = '/etc/apt/apt.conf.d/60cognos-updates';

export const updateControls: readonly Control[] = [
  {
    id: 'automatic-updates', group: 'updates', level: 'baseline', cis: ['1.2.2.1'], stage: 'install',
    title: 'security updates are installed every day',
    why: 'Most machines are taken over through faults that were mended long ago. Which packages, and whether the machine may restart for them, says cognos.security.updates.',
    parts: (facts) => [{ kind: 'file', path: periodicPath, content: periodic(facts) }],
  },
  {
    id: 'automatic-updates-run', group: 'updates', level: 'baseline', cis: ['1.2.2.1'], stage: 'first-boot',
    title: 'the timers of the updates run',
    why: 'Two hours after the start at the earliest, so that they are never in the way of what comes up.',
    parts: ({ updates }) => (updates.automatic === 'none' ? [] : [
      { kind: 'package', name: 'unattended-upgrades', present: true },
      { kind: 'unit', name: 'apt-daily.timer', state: 'enabled' },
      { kind: 'unit', name: 'apt-daily-upgrade.timer', state: 'enabled' },
    ]),
  },
];

function periodic({ updates: { automatic, reboot } }: HardenFacts): string {
  const on = automatic === 'none' ? '0' : '1';
  const origins = automatic === 'all'
    ? ['origin=Debian,codename=${distro_codename}', 'origin=Debian,codename=${distro_codename}-updates', 'origin=Debian,codename=${distro_codename},label=Debian-Security', 'origin=Debian,codename=${distro_codename}-security,label=Debian-Security', 'origin=CognOS']
    : ['origin=Debian,codename=${distro_codename},label=Debian-Security', 'origin=Debian,codename=${distro_codename}-security,label=Debian-Security'];
  return [
    '// Written by CognOS from cognos.security.updates (cognos-harden: automatic-updates).',
    `APT::Periodic::Update-Package-Lists "${on}";`, `APT::Periodic::Unattended-Upgrade "${on}";`, 'APT::Periodic::AutocleanInterval "7";',
    '#clear Unattended-Upgrade::Origins-Pattern;', '#clear Unattended-Upgrade::Allowed-Origins;',
    'Unattended-Upgrade::Origins-Pattern {', ...origins.map((origin) => `  "${origin}";`), '};',
    'Unattended-Upgrade::Remove-Unused-Dependencies "true";', 'Unattended-Upgrade::Remove-Unused-Kernel-Packages "true";',
    `Unattended-Upgrade::Automatic-Reboot "${reboot === 'never' ? 'false' : 'true'}";`,
    ...(reboot === 'never' ? [] : [`Unattended-Upgrade::Automatic-Reboot-Time "${reboot}";`, 'Unattended-Upgrade::Automatic-Reboot-WithUsers "true";']),
    'Unattended-Upgrade::SyslogEnable "true";', '',
  ].join('\n');
}
