import type { Handler } from '../../shared/plan/step.ts';
import { topMount } from '../paths.ts';

/** First all of it is there and on the disk, then it is no longer here: a run that is cut off finds the rest in either place. */
export const moveBoot: Handler<'move-boot'> = async ({ device, from }, { host, signal }) => {
  await host.makeDirectory(topMount);
  await host.run('mount', ['-t', 'ext4', '--', device, topMount], { signal });
  try {
    await host.run('cp', ['--archive', '--', `${from}/.`, topMount], { signal });
    await host.run('sync', ['--file-system', topMount], { signal });
  } finally {
    await host.run('umount', [topMount]);
  }
  for (const name of await host.list(from)) await host.remove(`${from}/${name}`);
};
