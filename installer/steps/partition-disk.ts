import type { Handler, PartitionSpec, StepContext, StepOf } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';

/**
 * Old signatures go first, partition by partition: a filesystem that starts where an old one started would
 * otherwise be found by its old superblock. The first MiB is zeroed too, because sfdisk keeps the MBR's boot
 * code and a disk must not start an old boot loader while ours is not there yet.
 */
export const partitionDisk: Handler<'partition-disk'> = async (step, context) => {
  const { host, signal } = context;
  const kept = step.partitions.filter(({ keep }) => keep);
  await (kept.length > 0 ? rewrite(step, kept, context) : write(step, context));
  // sfdisk returns before udev has made the by-partuuid links that every later step goes by.
  await host.run('udevadm', ['settle', '--timeout=30'], { signal });
  for (const { uuid } of step.partitions) {
    await host.run('udevadm', ['wait', '--timeout=30', `/dev/disk/by-partuuid/${uuid}`], { signal });
  }
  // Not by sfdisk, which would take the signature of what is kept as well.
  if (kept.length > 0) for (const { uuid, keep } of step.partitions) if (!keep) await host.run('wipefs', ['--all', '--quiet', `/dev/disk/by-partuuid/${uuid}`], { signal });
};

async function write(step: StepOf<'partition-disk'>, { host, signal }: StepContext): Promise<void> {
  for (const partition of await partitionsOf(host, step.device, signal)) {
    await host.run('wipefs', ['--all', '--quiet', partition], { signal });
  }
  await host.run('wipefs', ['--all', '--quiet', step.device], { signal });
  await host.run('dd', ['if=/dev/zero', `of=${step.device}`, 'bs=1M', 'count=2', 'conv=fsync', 'status=none'], { signal });
  await host.run('sfdisk', ['--wipe', 'always', '--wipe-partitions', 'always', '--quiet', step.device], { stdin: sfdiskScript(step), signal });
}

/**
 * The old table stays until the new one takes its place, and nothing outside of the tables names what is kept: a machine that
 * loses power here finds it by one of them (GPT has two, and the kernel takes the second where the first is torn).
 */
async function rewrite(step: StepOf<'partition-disk'>, kept: readonly PartitionSpec[], { host, signal }: StepContext): Promise<void> {
  const lines = (await host.run('lsblk', ['--noheadings', '--list', '--paths', '--output', 'PATH,PARTUUID', step.device], { signal })).split('\n').map((line) => line.trim().split(/\s+/));
  const partitions = lines.filter(([path, uuid]) => path && uuid);
  // By PARTUUID, as a link may lead to another name (dm-3 for a partition of a multipath disk). Not found, it might be any of them.
  const isKept = (uuid: string | undefined): boolean => kept.some((each) => each.uuid.toLowerCase() === uuid?.toLowerCase());
  if (partitions.filter(([, uuid]) => isKept(uuid)).length !== kept.length) throw new Error(`what is to be kept was not found on ${step.device}; nothing was written`);
  for (const [path = '', uuid] of partitions) if (!isKept(uuid)) await host.run('wipefs', ['--all', '--quiet', path], { signal });
  // The boot code of the MBR, and no more: after it comes the table.
  await host.run('dd', ['if=/dev/zero', `of=${step.device}`, 'bs=440', 'count=1', 'conv=fsync', 'status=none'], { signal });
  await host.run('sfdisk', ['--wipe', 'never', '--wipe-partitions', 'never', '--quiet', step.device], { stdin: sfdiskScript(step), signal });
}

export function sfdiskScript({ tableUuid, sectorBytes, partitions }: StepOf<'partition-disk'>): string {
  const line = ({ number, startBytes, bytes, type, uuid, label }: PartitionSpec): string =>
    `${number} : start=${startBytes / sectorBytes}, size=${bytes / sectorBytes}, type=${type}, uuid=${uuid}, name="${label}"`;
  return ['label: gpt', `label-id: ${tableUuid}`, 'unit: sectors', ...partitions.map(line), ''].join('\n');
}

async function partitionsOf(host: Host, device: string, signal: AbortSignal): Promise<string[]> {
  const paths = await host.run('lsblk', ['--noheadings', '--list', '--paths', '--output', 'PATH,TYPE', device], { signal });
  return paths.split('\n').flatMap((line) => {
    const [path, type] = line.trim().split(/\s+/);
    return path && type === 'part' ? [path] : [];
  });
}
