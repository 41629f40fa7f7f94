/**
 * The models filesystem of an earlier CognOS on the disk, which stays where and what it is while everything before it is made
 * anew: first boot finds the models in it, checks them, and fetches none of them again. Pure.
 */
import type { Finding } from '../../shared/errors.ts';
import type { Disk, Partition } from '../../shared/machine/machine.ts';

export interface KeptModels {
  /** Its name of today. */
  path: string;
  startBytes: number;
  bytes: number;
  /** Of the partition (PARTUUID) and of its filesystem. */
  uuid: string;
  fsUuid: string;
}

const mib = 1024 ** 2;
const path = 'cognos.storage.models.keep';

/** Undefined where the disk has none: then there is nothing to keep, and a new one is made. */
export function findModels(disk: Disk): KeptModels | { refusal: Finding } | undefined {
  const [found, ...others] = disk.partitions.filter(({ label }) => label === 'cognos-models');
  if (!found) return undefined;
  const why = others.length > 0 ? 'there are two of them' : whyNot(disk, found);
  const { content, uuid = '', startBytes, bytes } = found;
  if (why === undefined) return { path: found.path, startBytes, bytes, uuid, fsUuid: content?.uuid ?? '' };
  const message = `the models filesystem on ${found.path} cannot be kept: ${why}; leave keep out to make a new one`;
  return { refusal: { severity: 'error', code: 'models-not-kept', path, message, values: { disk: disk.path } } };
}

/** Those that can be kept, or none. */
export function keepableModels(disk: Disk): KeptModels | undefined {
  const found = findModels(disk);
  return found && 'path' in found ? found : undefined;
}

function whyNot({ partitionTable, logicalSectorBytes }: Disk, { content, uuid, startBytes, bytes }: Partition): string | undefined {
  // Its key lies on the root filesystem, which is made anew.
  if (content?.type === 'crypto_LUKS') return 'it is encrypted, and its key goes with the old system';
  if (content?.type !== 'xfs' || content.uuid === undefined) return `it is no XFS (${content?.type ?? 'nothing that can be recognised'} is on it)`;
  if (partitionTable?.kind !== 'gpt' || uuid === undefined) return 'it is in no GPT';
  return startBytes % mib === 0 && bytes % logicalSectorBytes === 0 ? undefined : 'it does not begin at a whole MiB, as those of CognOS do';
}
