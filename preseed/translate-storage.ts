/** partman: which disk, how it is divided, and whether all that is agreed to. */
import type { Sheet } from './sheet.ts';
import { translateRecipe } from './translate-recipe.ts';
import { describeArray, readRaidRecipe } from './read-raid-recipe.ts';

const nearest: Record<string, string> = {
  lvm: 'this release makes no LVM; write d-i partman-auto/method string regular, and for a home that is kept apart d-i partman-auto/choose_recipe select home: btrfs subvolumes grow without volume groups',
  raid: 'this release builds no RAID; name one disk in partman-auto/disk and write d-i partman-auto/method string regular',
};
const followers: [method: string, pattern: RegExp][] = [
  ['LVM', /^partman-(auto-)?lvm\//], ['encryption', /^partman-(auto-)?crypto\//], ['RAID', /^(partman-(auto-raid|md)|mdadm)\//],
];

export function translateStorage(sheet: Sheet): void {
  const method = sheet.value('partman-auto/method');
  if (method === 'crypto') translateEncryption(sheet);
  const refused = method !== undefined && method !== 'regular' && method !== 'crypto';
  if (refused) sheet.refused('partman-auto/method', nearest[method] ?? `there is no method ${method.slice(0, 24)}; write regular`);
  refuseMethods(sheet, method ?? 'regular');
  translateDisk(sheet);
  if (refused) {
    for (const question of ['partman-auto/expert_recipe', 'partman-auto/choose_recipe', 'partman-auto/expert_recipe_file', 'partman/default_filesystem']) sheet.notApplicable(question, `goes with partman-auto/method, which is refused in line ${sheet.lineOf('partman-auto/method')}`);
  } else translateRecipe(sheet);
  sheet.applied('partman-auto/method', 'partitions on one disk');
  translateConfirmations(sheet);
}

/** Volume groups within are not made: CognOS has a LUKS volume for each filesystem. */
function translateEncryption(sheet: Sheet): void {
  const passphrase = sheet.value('partman-crypto/passphrase');
  const path = ['cognos', 'storage', 'encrypt', 'passphrase'];
  if (passphrase === undefined) return sheet.refused('partman-auto/method', 'debian-installer would ask for the passphrase; answer partman-crypto/passphrase, or write regular to install without encryption');
  const again = sheet.value('partman-crypto/passphrase-again');
  if (again !== undefined && again !== passphrase) return sheet.refused('partman-crypto/passphrase-again', 'the two passphrases differ; write the same one twice');
  sheet.put(path, passphrase);
  for (const name of ['passphrase', 'passphrase-again']) sheet.translated(`partman-crypto/${name}`, [path], 'asked on the console at each start');
  sheet.applied('partman-crypto/weak_passphrase', 'eight characters are enough');
  for (const question of ['partman-crypto/confirm', 'partman-crypto/confirm_nooverwrite', 'partman-crypto/warn_erase']) sheet.applied(question, 'nothing asks');
  const erase = 'partman-auto-crypto/erase_disks';
  if (sheet.truth(erase) === true) sheet.notApplicable(erase, 'what was on the disk goes where the new system is written, and the rest of it is not erased', true);
  sheet.applied(erase, 'nothing is erased but what is overwritten');
}

/** Passphrases and volume groups go the way of their method. */
function refuseMethods(sheet: Sheet, method: string): void {
  const raid = sheet.value('partman-auto-raid/recipe');
  if (raid !== undefined) {
    const arrays = readRaidRecipe(raid);
    sheet.refused('partman-auto-raid/recipe', typeof arrays === 'string' ? `${arrays}; and ${nearest['raid'] ?? ''}` : `${arrays.map(describeArray).join(', ')}: ${nearest['raid'] ?? ''}`);
  }
  for (const { question } of sheet.open()) {
    const [name] = followers.find(([, pattern]) => pattern.test(question)) ?? [];
    if (name !== undefined) sheet.notApplicable(question, method === 'regular' || method === 'crypto' ? `speaks of ${name}, and there is none: what is on the disk is overwritten as a whole` : `speaks of ${name}, which is not made`);
  }
}

function translateDisk(sheet: Sheet): void {
  const question = 'partman-auto/disk';
  const disks = sheet.list(question);
  const [disk] = disks;
  const path = ['cognos', 'storage', 'disk', 'match'];
  if (disks.length > 1) sheet.refused(question, `CognOS installs to one disk, and ${disks.length} are named; name one`);
  else if (disk !== undefined && /^\/dev\/disk\/by-id\/[\w.:+-]+$/.test(disk)) {
    sheet.put([...path, 'by-id'], disk.replace('/dev/disk/by-id/', ''));
    sheet.translated(question, [[...path, 'by-id']]);
  } else if (disk !== undefined && /^\/dev\/(disk|discs|mapper|md|ide|scsi|cciss)(\/|\d)/.test(disk)) sheet.refused(question, 'CognOS knows disks by name (/dev/sda) or by /dev/disk/by-id; write one of those');
  else if (disk !== undefined && /^(\/dev\/)?[a-z0-9]+$/.test(disk)) {
    sheet.put([...path, 'path'], disk.startsWith('/dev/') ? disk : `/dev/${disk}`);
    sheet.translated(question, [[...path, 'path']], 'the name may mean another disk after the next start; /dev/disk/by-id always means the same one');
  } else if (disk !== undefined) sheet.refused(question, 'this is no disk; write for example /dev/sda, or a name of /dev/disk/by-id');
  sheet.applied(question, 'the only disk is taken; among several CognOS does not guess');
  const space = sheet.value('partman-auto/init_automatically_partition');
  if (space !== undefined && /biggest_free|free|resize/i.test(space)) sheet.refused('partman-auto/init_automatically_partition', 'CognOS takes a whole disk and does not install beside another system; leave it out, and name the disk in partman-auto/disk');
  sheet.applied('partman-auto/init_automatically_partition', 'a whole disk is taken');
}

/** Agreed to is what debian-installer would do without a question: these two, and a disk that is named. */
function translateConfirmations(sheet: Sheet): void {
  const confirm = sheet.truth('partman/confirm');
  const overwrite = sheet.truth('partman/confirm_nooverwrite');
  const agreed = confirm === true && overwrite !== false;
  const named = sheet.value('partman-auto/disk') !== undefined;
  if (agreed) {
    sheet.put(['cognos', 'unattended'], true);
    sheet.translated('partman/confirm', [['cognos', 'unattended']]);
    if (named) sheet.put(['cognos', 'storage', 'disk', 'wipe'], 'any');
    sheet.translated('partman/confirm_nooverwrite', named ? [['cognos', 'storage', 'disk', 'wipe']] : [['cognos', 'unattended']], named ? undefined : 'a disk that is not blank is overwritten only where partman-auto/disk names it');
  }
  sheet.notApplicable('partman/confirm', 'without it nothing is installed unattended: the installer shows its plan and stops');
  sheet.notApplicable('partman/confirm_nooverwrite', 'nothing is installed unattended without partman/confirm');
  if (sheet.value('partman-partitioning/default_label') === 'msdos') sheet.notApplicable('partman-partitioning/default_label', 'the table is GPT, from which BIOS machines start too');
  if (sheet.value('partman/mount_style') === 'traditional') sheet.notApplicable('partman/mount_style', 'filesystems are mounted by UUID');
  if (sheet.truth('partman-efi/non_efi_system') === false) sheet.applied('partman-efi/non_efi_system', 'the disk starts on UEFI and on BIOS machines');
  const fixed: [question: string, note: string][] = [
    ['partman-partitioning/confirm_write_new_label', 'a new partition table is written'], ['partman/confirm_write_new_label', 'a new partition table is written'], ['partman/choose_partition', 'nothing is asked'],
    ['partman-partitioning/default_label', 'the table is GPT'], ['partman-partitioning/choose_label', 'the table is GPT'], ['partman-basicfilesystems/choose_label', 'the table is GPT'], ['partman/choose_label', 'the table is GPT'],
    ['partman/mount_style', 'filesystems are mounted by UUID'], ['partman-efi/non_efi_system', 'the disk starts on UEFI and on BIOS machines'], ['partman/unmount_active', 'nothing of a chosen disk may be in use'],
    ['partman/alignment', 'partitions begin at whole MiB'], ['partman-auto/purge_lvm_from_device', 'what was on the disk is overwritten as a whole'], ['partman/confirm_new_label', 'a new partition table is written'],
    ['partman-auto/cap-ram', 'swap is sized from memory, disk and model'], ['partman-auto/cap_ram', 'swap is sized from memory, disk and model'],
  ];
  for (const [question, note] of fixed) sheet.applied(question, note);
  for (const { question } of sheet.open()) if (/^partman(-[a-z0-9]+)*\//.test(question) && question !== 'partman/early_command') sheet.notApplicable(question, 'a question of partman that is not asked here');
}
