/** part and btrfs -> what storageFrom reads. */
import type { ForeignPartition, PartitionUse } from '../../shared/foreign/partitions.ts';
import { numberOf } from './number-of.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

export type Partition = ForeignPartition<Statement>;

const mebibyte = 1024 ** 2;

/** Undefined where one of them cannot be read, which is then refused. */
export function readPartitions(sheet: Sheet): Partition[] | undefined {
  const parts = sheet.all('part').filter(({ words: [mount = ''] }) => !mount.startsWith('btrfs.'));
  const partitions = [...parts.map((statement) => readPartition(sheet, statement)), ...readVolumes(sheet)];
  const whole = partitions.filter((partition) => partition !== undefined);
  return whole.length === partitions.length ? whole : undefined;
}

function readPartition(sheet: Sheet, statement: Statement): Partition | undefined {
  const [mount] = statement.words;
  const fault = partitionFault(sheet, statement, mount);
  if (fault !== undefined || mount === undefined) {
    sheet.refused(statement, fault ?? '');
    return undefined;
  }
  const filesystem = sheet.value(statement, 'fstype');
  // GPT has no primary partitions, and nothing else asks where they begin.
  sheet.has(statement, 'asprimary', 'active');
  return {
    source: statement, use: useOf(sheet, statement, mount, filesystem), ...mount.startsWith('/') ? { mount: mount.replace(/(.)\/$/, '$1') } : {},
    ...filesystem === undefined ? {} : { filesystem }, ...sizeOf(sheet, statement),
  };
}

function partitionFault(sheet: Sheet, statement: Statement, mount: string | undefined): string | undefined {
  if (mount === undefined) return 'says not what the partition is for; write for example part / --fstype=ext4 --size=1 --grow';
  if (!/^(\/|swap|pv\.|raid\.|btrfs\.|biosboot|prepboot|appleboot|None$|none$)/i.test(mount)) return 'is no mount point, and nothing else that a partition can be for; write for example part / or part swap';
  if (sheet.has(statement, 'onbiosdisk')) return 'the numbers of the BIOS mean nothing here; write --ondisk=sda';
  const wrong = ['size', 'maxsize'].find((option) => sheet.has(statement, option) && numberOf(sheet.value(statement, option)) === undefined);
  if (wrong !== undefined) return `--${wrong} is a number of MiB, with nothing behind it; write for example --${wrong}=8192`;
  const sized = sheet.has(statement, 'size', 'grow', 'recommended', 'hibernation', 'onpart');
  return sized || /^(biosboot|prepboot|appleboot)$/i.test(mount) ? undefined : 'has no size; write --size=… in MiB, with --grow for the rest of the disk, or --recommended';
}

function useOf(sheet: Sheet, statement: Statement, mount: string, filesystem: string | undefined): PartitionUse {
  if (sheet.has(statement, 'encrypted')) return 'encryption';
  if (sheet.has(statement, 'noformat', 'onpart', 'resize')) return 'kept';
  if (mount.startsWith('pv.') || filesystem === 'lvmpv') return 'LVM';
  if (mount.startsWith('raid.') || filesystem === 'mdmember') return 'RAID';
  if (/^swap/i.test(mount) || filesystem === 'swap') return 'swap';
  if (mount === '/boot/efi' || filesystem === 'efi') return 'esp';
  return /^(biosboot|prepboot|appleboot)$/i.test(mount) || filesystem === 'biosboot' || filesystem === 'prepboot' ? 'firmware' : 'files';
}

function sizeOf(sheet: Sheet, statement: Statement): Pick<Partition, 'bytes' | 'said'> {
  const size = numberOf(sheet.value(statement, 'size'));
  const most = numberOf(sheet.value(statement, 'maxsize'));
  const grows = sheet.has(statement, 'grow');
  if (sheet.has(statement, 'recommended')) return { bytes: 'computed', said: '--recommended' };
  if (sheet.has(statement, 'hibernation')) return { bytes: 'computed', said: '--hibernation' };
  if (grows && most === undefined) return { bytes: 'rest', said: '--grow' };
  const counted = grows ? most : size;
  return counted === undefined || counted === 0 ? { bytes: 'computed', said: 'no size' } : { bytes: counted * mebibyte, said: `${counted} MiB` };
}

/** A volume and its subvolumes: the volume's partition is the room that they share. */
function readVolumes(sheet: Sheet): (Partition | undefined)[] {
  const members = sheet.all('part').filter(({ words: [mount = ''] }) => mount.startsWith('btrfs.'));
  const [member, several] = members;
  if (several) {
    sheet.refused(several, 'a btrfs of several partitions is not made by this release; write one part btrfs.01 on one disk');
    return [undefined];
  }
  const read = member ? readPartition(sheet, member) : undefined;
  if (member && !read) return [undefined];
  return sheet.all('btrfs').flatMap((statement): (Partition | undefined)[] => readVolume(sheet, statement, member, read));
}

function readVolume(sheet: Sheet, statement: Statement, member: Statement | undefined, room: Partition | undefined): (Partition | undefined)[] {
  const [mount = 'none'] = statement.words;
  sheet.has(statement, 'name', 'parent', 'label', 'subvol');
  if (!member || !room) {
    sheet.refused(statement, 'has no partition to be on; write part btrfs.01 --size=1 --grow');
    return [undefined];
  }
  if (sheet.has(statement, 'noformat', 'useexisting')) return [{ source: statement, use: 'kept', bytes: 'rest', said: 'what is there' }];
  if (!mount.startsWith('/')) return [];
  // What holds for the partition (encrypted, kept) holds for all that is on it.
  return [{ ...room, source: statement, use: room.use, mount, filesystem: 'btrfs' }];
}
