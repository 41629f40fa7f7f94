/** What is to be kept is looked at before anything else of its disk is written: found later to be broken, it would be all that is left. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Handler } from '../../shared/plan/step.ts';

const place = '/run/cognos/kept';

export const checkKept: Handler<'check-kept'> = async ({ device, uuid, startBytes, bytes }, { host, signal }) => {
  // lsblk counts the start in 512 bytes whatever the disk's sectors are.
  const { blockdevices: [found] } = JSON.parse(await host.run('lsblk', ['--json', '--bytes', '--nodeps', '--output', 'START,SIZE,UUID,FSTYPE', device], { signal })) as
    { blockdevices: { start: number | null; size: number; uuid: string | null; fstype: string | null }[] };
  if (found?.fstype !== 'xfs' || found.uuid !== uuid || found.size !== bytes || (found.start ?? -1) * 512 !== startBytes) throw refusal('it is not the one that the plan is for');
  await host.makeDirectory(place);
  try {
    // Its log is not played back: nothing is written by looking. Its UUID may be that of a filesystem that is mounted already.
    await host.run('mount', ['-t', 'xfs', '-o', 'ro,norecovery,nouuid', '--', device, place], { signal });
    await host.run('umount', [place]);
  } catch (cause) {
    signal.throwIfAborted();
    throw refusal('it cannot be mounted', cause);
  }
};

function refusal(why: string, cause?: unknown): InstallerError {
  return new InstallerError({
    code: 'models-not-kept', exitCode: exitCodes.failedForGood, cause,
    message: `The models filesystem cannot be kept: ${why}`,
    action: 'Nothing was written. Mend it (xfs_repair), or plan without keep, which makes a new one.',
  });
}
