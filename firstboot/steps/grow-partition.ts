/** The last partition to the end of a disk that is larger than its table: a grown virtual disk, a cloned small one. */
import { basename, dirname } from 'node:path';
import { CommandError, type Host } from '../../shared/system/host.ts';
import type { FirstbootHandler } from '../step.ts';
import { findMounted } from './find-mounted.ts';

/** Less is alignment and the backup table: no reason to write to a partition table. */
const worthwhileBytes = 16 * 1024 ** 2;

export const growPartition: FirstbootHandler<'grow-partition'> = async ({ at }, { host, signal, warn }) => {
  const mounted = await findMounted(host, at);
  if (!mounted) return warn(`Nothing on a disk is mounted at ${at}: its partition was not grown`);
  const partition = await findPartition(host, mounted.device);
  if (!partition || partition.behindBytes < worthwhileBytes) return;
  try {
    // 1 is NOCHANGE: another partition lies behind this one.
    await host.run('growpart', [partition.disk, partition.number], { signal, okExitCodes: [0, 1] });
  } catch (error) {
    // The machine works at the size it has; refusing to be ready would help nobody.
    if (!(error instanceof CommandError)) throw error;
    await warn(`The partition ${mounted.device} was not grown: ${error.message}`);
  }
};

interface Partition { disk: string; number: string; behindBytes: number }

/** From sysfs, which counts in 512 bytes whatever the sector size. Undefined for a whole disk or a mapped device. */
async function findPartition(host: Host, device: string): Promise<Partition | undefined> {
  const folder = await host.readLink(`/sys/class/block/${basename(device)}`);
  if (folder === undefined || !await host.exists(`${folder}/partition`)) return undefined;
  const disk = dirname(folder);
  const sectors = async (path: string): Promise<number> => Number(await host.readFile(path));
  const end = await sectors(`${folder}/start`) + await sectors(`${folder}/size`);
  return {
    disk: `/dev/${basename(disk)}`,
    number: (await host.readFile(`${folder}/partition`)).trim(),
    behindBytes: (await sectors(`${disk}/size`) - end) * 512,
  };
}
