/**
 * partman-auto-raid/recipe: level, devices, spares, filesystem, mount point and the devices between #, each array ended
 * by a full stop (partman-auto-raid's auto-raid).
 */
export interface RaidArray { level: string; devices: number; spares: number; filesystem: string; mountpoint: string; members: string[]; spareMembers: string[] }

/** A string is what is wrong with the recipe. */
export function readRaidRecipe(text: string): RaidArray[] | string {
  const arrays: RaidArray[] = [];
  const groups = text.split(/\s+\.(?=\s|$)/).map((group) => group.trim()).filter((group) => group !== '' && group !== '.');
  for (const group of groups) {
    const [level = '', devices = '', spares = '', filesystem = '', mountpoint = '', members = '', spareMembers = ''] = group.split(/\s+/);
    if (!/^(raid)?\d+$/i.test(level) || !/^\d+$/.test(devices) || !/^\d+$/.test(spares)) return 'an array is written as level, devices, spares, filesystem, mount point and members, for example 1 2 0 ext4 / /dev/sda1#/dev/sdb1 .';
    arrays.push({ level: level.replace(/^raid/i, ''), devices: Number(devices), spares: Number(spares), filesystem, mountpoint, members: split(members), spareMembers: split(spareMembers) });
  }
  return arrays.length > 0 ? arrays : 'no array stands in it';
}

function split(text: string): string[] {
  return text.split('#').filter((name) => name !== '' && name !== '-');
}

export function describeArray({ level, devices, spares, mountpoint, filesystem }: RaidArray): string {
  const what = mountpoint === '-' || mountpoint === '' ? filesystem : mountpoint;
  return `RAID ${level} of ${devices} devices${spares > 0 ? ` and ${spares} spare` : ''} for ${what.slice(0, 40)}`;
}
