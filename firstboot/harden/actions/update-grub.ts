/** The boot menu, made again from /etc/default/grub.d after it was changed. */
import type { Action } from '../../../shared/harden/action.ts';

export const updateGrub: Action = {
  afterChange: true,
  check: () => Promise.resolve(undefined),
  async apply(_, { host }) {
    if (!await host.exists('/usr/sbin/update-grub') || !await host.exists('/boot/grub/grub.cfg')) return;
    await host.run('update-grub', []);
    // grub-mkconfig makes it readable for all where no password is in it.
    await host.run('chmod', ['0600', '/boot/grub/grub.cfg']);
  },
};
