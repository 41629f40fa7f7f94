import type { Handler } from '../../shared/plan/step.ts';
import { topMount } from '../paths.ts';

const top = topMount;

/** The read-only image subvolume becomes the root; /home, logs and snapshots live beside it, outside its snapshots. */
export const prepareSubvolumes: Handler<'prepare-subvolumes'> = async ({ device, base, root, subvolumes }, { host, signal }) => {
  await host.makeDirectory(top);
  await host.run('mount', ['-t', 'btrfs', '-o', 'subvolid=5', '--', device, top], { signal });
  try {
    await host.run('btrfs', ['filesystem', 'resize', 'max', top], { signal });
    if (await host.exists(`${top}/${base}`)) {
      // A read-only subvolume cannot be renamed.
      await host.run('btrfs', ['property', 'set', '-ts', `${top}/${base}`, 'ro', 'false'], { signal });
      await host.run('mv', ['--', `${top}/${base}`, `${top}/${root}`], { signal });
    }
    for (const name of subvolumes) {
      if (!await host.exists(`${top}/${name}`)) await host.run('btrfs', ['subvolume', 'create', `${top}/${name}`], { signal });
    }
    // Packages own folders under /var/log (journal, apt, private): they go where /var/log will be mounted.
    await host.run('cp', ['--archive', '--', `${top}/${root}/var/log/.`, `${top}/@log/`], { signal });
    await host.run('chmod', ['0750', `${top}/@snapshots`], { signal });
  } finally {
    await host.run('umount', [top]);
  }
};
