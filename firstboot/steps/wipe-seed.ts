/**
 * User-data may hold password hashes and tokens: once applied, the seed and every copy cloud-init made of it go.
 * Its copies: user-data, vendor-data, the merged cloud-config, the pickled datasource and the scripts of runcmd
 * under instances/ (22.4.2, helpers.py Paths.lookups), and instance-data-sensitive.json under /run.
 */
import { cloudInitDisabled, seedFolder } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler } from '../step.ts';

const copies = [
  seedFolder,
  '/var/lib/cloud/instances',
  '/var/lib/cloud/instance',
  '/run/cloud-init/instance-data-sensitive.json',
  '/run/cloud-init/instance-data.json',
];

export const wipeSeed: FirstbootHandler<'wipe-seed'> = async (_, { host, warn }) => {
  const userData = await readIfThere(host, `${seedFolder}/nocloud/user-data`);
  if (userData !== undefined && /^bootcmd\s*:/m.test(userData)) {
    await warn('bootcmd ran on the first boot only: cloud-init is switched off from the next boot on');
  }
  // Switched off before its state goes: without the state it would take the next boot for the first one.
  if (!await host.exists(cloudInitDisabled)) {
    await host.writeFile(cloudInitDisabled, 'First boot is over: what cloud-init had to do on this machine is done.\n');
  }
  for (const path of copies) await host.remove(path);
};
