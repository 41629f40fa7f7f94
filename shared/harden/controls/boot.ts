/** What starts the machine. A boot password is not among the defaults: a server has to come up with nobody there. */
import type { Control } from '../control.ts';

export const bootControls: readonly Control[] = [
  {
    id: 'boot-menu-modes', group: 'boot', level: 'baseline', cis: ['1.4.2'], stage: 'first-boot',
    title: 'only root reads and writes the boot menu',
    why: 'Who can write it decides what is started.',
    parts: () => [
      { kind: 'mode', path: '/boot/grub/grub.cfg', mode: 0o600, owner: 'root:root' },
      // update-grub makes it readable again where there is no password in it.
      { kind: 'file', path: '/etc/kernel/postinst.d/zzz-cognos-grub-mode', mode: 0o755, content: '#!/bin/sh\n# Written by CognOS (cognos-harden: boot-menu-modes), after zz-update-grub.\n[ ! -e /boot/grub/grub.cfg ] || chmod 0600 /boot/grub/grub.cfg\n' },
    ],
  },
  {
    id: 'boot-settings-modes', group: 'boot', level: 'cis-level1-server', cis: ['1.4.2'], stage: 'install',
    title: 'only root changes what boot menus are made of', why: 'They are made again at every new kernel.',
    parts: () => [
      { kind: 'mode', path: '/etc/default/grub', mode: 0o644, owner: 'root:root' },
      { kind: 'mode', path: '/etc/grub.d', mode: 0o755, owner: 'root:root' },
    ],
  },
  {
    id: 'no-ctrl-alt-del', group: 'boot', level: 'cis-level1-server', cis: [], stage: 'install',
    title: 'Ctrl+Alt+Del does not restart the machine', why: 'A keyboard on a server is not there to restart it in passing.',
    parts: () => [{ kind: 'unit', name: 'ctrl-alt-del.target', state: 'masked' }],
  },
];
