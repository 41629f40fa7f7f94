/** Units of the target that have no business in the live system, each with its reason. */
export const liveMasks: readonly (readonly [unit: string, why: string])[] = [
  ['getty@tty1.service', 'the installer has tty1'],
  ['serial-getty@ttyS0.service', 'the installer has the serial console, and there is no password to log in with'],
  ['ssh.service', 'no way in from outside by default'],
  ['ssh.socket', 'no way in from outside by default'],
  ['cognos-firstboot.service', "the target's, not the live system's"],
  ['apt-daily.timer', 'a read-only medium is not updated'],
  ['apt-daily-upgrade.timer', 'a read-only medium is not updated'],
  ['unattended-upgrades.service', 'a read-only medium is not updated'],
  ['dpkg-db-backup.timer', 'nothing to back up'],
  ['e2scrub_all.timer', "the target's disks are the installer's alone"],
  ['e2scrub_reap.service', "the target's disks are the installer's alone"],
  ['fstrim.timer', "the target's disks are the installer's alone"],
  ['console-setup.service', 'compiles keymaps: a minute and a half in an emulated machine'],
  ['systemd-machine-id-commit.service', 'the machine id of a live system is not kept'],
  ['systemd-pstore.service', 'crash records stay where they are'],
];
