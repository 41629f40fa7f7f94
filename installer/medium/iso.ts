import { lutimes, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';

export const volumeLabel = 'COGNOS';

export interface IsoRequest {
  /** Folder whose tree is the medium. */
  tree: string;
  /** Path of the BIOS El Torito image inside the tree. */
  bios: string;
  esp: string;
  /** GRUB's boot_hybrid.img: makes the ISO start from a USB stick under BIOS. */
  hybridMbr: string;
  output: string;
  epoch: number;
}

/** A hybrid: El Torito for BIOS and UEFI from a disc, MBR boot code and a GPT ESP entry from a stick. */
export async function writeIso({ tree, bios, esp, hybridMbr, output, epoch }: IsoRequest): Promise<void> {
  await fixTimes(tree, epoch);
  const date = volumeDate(epoch);
  await command('xorriso', [
    '-as', 'mkisofs', '-quiet', '-output', output, '-volid', volumeLabel, '-iso-level', '3', '-rational-rock', '-joliet',
    '--modification-date=' + date, '-uid', '0', '-gid', '0',
    '--grub2-mbr', hybridMbr, '-partition_offset', '16', '--mbr-force-bootable',
    '-append_partition', '2', '0xef', esp, '-appended_part_as_gpt', '--gpt_disk_guid', 'modification-date',
    '-c', '/boot/boot.cat', '-b', `/${bios}`, '-no-emul-boot', '-boot-load-size', '4', '-boot-info-table', '--grub2-boot-info',
    '-eltorito-alt-boot', '-e', '--interval:appended_partition_2:all::', '-no-emul-boot',
    tree,
  ], { env: { SOURCE_DATE_EPOCH: String(epoch) } });
}

async function fixTimes(tree: string, epoch: number): Promise<void> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  for (const entry of entries) await lutimes(join(entry.parentPath, entry.name), epoch, epoch);
}

/** `YYYYMMDDhhmmsscc`, the form of ISO 9660's volume dates. */
export function volumeDate(epoch: number): string {
  return `${new Date(epoch * 1000).toISOString().replace(/\D/g, '').slice(0, 14)}00`;
}
