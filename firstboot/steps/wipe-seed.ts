/**
 * User-data may hold password hashes and tokens: once applied, the seed and every copy cloud-init made of it go, where
 * our installer has handed them over. Where a cloud gave them, cloud-init stays what it is and they are reduced.
 * Its copies: user-data, vendor-data, the merged cloud-config, the pickled datasource and the scripts of runcmd
 * under instances/ (22.4.2, helpers.py Paths.lookups), and instance-data-sensitive.json under /run.
 */
import { reduceSeed } from '../../cloud-init/reduce-seed.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { cloudInitDisabled, seedFolder, specSourcePath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler } from '../step.ts';

const copies = [
  seedFolder,
  '/var/lib/cloud/instances',
  '/var/lib/cloud/instance',
  '/run/cloud-init/instance-data-sensitive.json',
  '/run/cloud-init/instance-data.json',
];

export const wipeSeed: FirstbootHandler<'wipe-seed'> = async (_, context) => {
  if (await context.host.exists(specSourcePath)) await reduce(context);
  else await wipe(context);
};

async function wipe({ host, warn }: StepContext): Promise<void> {
  const userData = await readIfThere(host, `${seedFolder}/nocloud/user-data`);
  if (userData !== undefined && /^bootcmd\s*:/m.test(userData)) {
    await warn('bootcmd ran on the first boot only: cloud-init is switched off from the next boot on');
  }
  // Switched off before its state goes: without the state it would take the next boot for the first one.
  if (!await host.exists(cloudInitDisabled)) {
    await host.writeFile(cloudInitDisabled, 'First boot is over: what cloud-init had to do on this machine is done.\n');
  }
  for (const path of copies) await host.remove(path);
}

async function reduce({ host, warn }: StepContext): Promise<void> {
  await reduceSeed(host);
  const volume = await seedVolume(host);
  if (volume !== undefined) await warn(`The volume ${volume} still holds the user-data of this machine, which cloud-init reads again at every start: detach it, its work is done`);
}

/** `DataSourceNoCloud [seed=/dev/vdb][dsmode=net]` */
async function seedVolume(host: Host): Promise<string | undefined> {
  return /seed=[^\]]*?(\/dev\/[\w/-]+)|source=(\/dev\/[\w/-]+)/.exec(await readIfThere(host, '/var/lib/cloud/instance/datasource') ?? '')?.slice(1).find((path) => path !== undefined);
}
