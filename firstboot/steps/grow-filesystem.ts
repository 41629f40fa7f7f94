/** A filesystem to the size of its partition. The tools find out themselves whether it is that already. */
import { CommandError } from '../../shared/system/host.ts';
import type { FirstbootHandler } from '../step.ts';
import { findMounted, type Mounted } from './find-mounted.ts';

export const growFilesystem: FirstbootHandler<'grow-filesystem'> = async ({ at }, { host, signal, warn }) => {
  const mounted = await findMounted(host, at);
  const command = mounted && growCommand(mounted, at);
  if (!command) return; // Nothing mounted there was said by the partition's step.
  const [file = '', ...args] = command;
  try {
    await host.run(file, args, { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error; // As with the partition: the old size works.
    await warn(`The filesystem at ${at} was not grown: ${error.message}`);
  }
};

function growCommand({ device, fs }: Mounted, at: string): string[] | undefined {
  switch (fs) {
    case 'xfs': return ['xfs_growfs', at];
    case 'btrfs': return ['btrfs', 'filesystem', 'resize', 'max', at];
    case 'ext4': return ['resize2fs', device];
    default: return undefined;
  }
}
