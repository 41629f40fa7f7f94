/**
 * partman-auto-raid/recipe: level, devices, spares, filesystem, mount point and the devices between #, each array ended
 * by a full stop (partman-auto-raid's auto-raid).
 */
export interface RaidArray { level: string; devices: number; spares: number; filesystem: string; mountpoint: string; members: string[]; spareMembers: string[] }

/** A string is what is wrong with the recipe. */
export function readRaidRecipe(text: string): RaidArray[] | string {
  const arrays: RaidArray[] = [];
  for (const group of arraysIn(text.split(/\s+/).filter(Boolean))) {
    const [level = '', devices = '', spares = '', filesystem = '', mountpoint = '', members = '', spareMembers = ''] = group;
    if (!/^(raid)?\d+$/i.test(level) || !/^\d+$/.test(devices) || !/^\d+$/.test(spares)) return 'an array is written as level, devices, spares, filesystem, mount point and members, for example 1 2 0 ext4 / /dev/sda1#/dev/sdb1 .';
    arrays.push({ level: level.replace(/^raid/i, ''), devices: Number(devices), spares: Number(spares), filesystem, mountpoint, members: split(members), spareMembers: split(spareMembers) });
  }
  return arrays.length > 0 ? arrays : 'no array stands in it';
}

/** A full stop that stands alone ends an array. */
function arraysIn(words: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  for (const word of words) {
    if (word === '.') groups.push([]);
    else groups.at(-1)?.push(word);
  }
  return groups.filter((group) => group.length > 0);
}

function split(text: string): string[] {
  return text.split('#').filter((name) => name !== '' && name !== '-');
}

export function describeArray({ level, devices, spares, mountpoint, filesystem }: RaidArray): string {
  const what = mountpoint === '-' || mountpoint === '' ? filesystem : mountpoint;
  return `RAID ${level} of ${devices} devices${spares > 0 ? ` and ${spares} spare` : ''} for ${what.slice(0, 40)}`;
}
