/** The rule by which a spec finds the disk that was chosen: by what is its own, and by today's name only where it has nothing else. */
import { describeContent } from '../../shared/machine/describe-disk.ts';
import type { Disk, Machine } from '../../shared/machine/machine.ts';
import type { DiskName } from '../../shared/protocol/answers.ts';
import { matchesDisk, namesOneDisk } from '../planner/match-disk.ts';
import type { DiskMatch, StorageSpec } from '../planner/storage-spec.ts';

type DiskSpec = NonNullable<StorageSpec['disk']>;

/** With the permission to overwrite where the planner wants one: the review asks the person for it. */
export function diskSpec(chosen: DiskName, { disks }: Machine): DiskSpec {
  const disk = diskOf(chosen, disks);
  const rules = rulesFor(chosen, disk?.byId ?? []);
  const sure = rules.find((match) => disks.filter((each) => matchesDisk(each, match)).length === 1);
  // A disk that was pulled out since matches nothing: the planner says so in its own words.
  const match = sure ?? rules[0] ?? { path: chosen.path };
  const mustPermit = disk !== undefined && !namesOneDisk(match) && describeContent(disk) !== '';
  return { match, ...(mustPermit ? { wipe: 'any' } : {}) };
}

/** The disk of this machine that an answer means. */
export function diskOf({ path, serial, wwn }: DiskName, disks: Machine['disks']): Disk | undefined {
  return disks.find((each) => each.path === path && each.serial === serial && each.wwn === wwn);
}

/** Cheap boards give all their disks one serial: then with the WWN, with a name of udev's, and at last with the path. */
function rulesFor({ path, serial, wwn }: DiskName, byId: readonly string[]): DiskMatch[] {
  const named: DiskMatch = { ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) };
  const links = byId.map((link): DiskMatch => ({ 'by-id': link.replace('/dev/disk/by-id/', '') })).filter(namesOneDisk);
  return [
    ...(serial === undefined ? [] : [{ serial }]), ...(wwn === undefined ? [] : [{ wwn }]),
    ...(serial === undefined || wwn === undefined ? [] : [named]), ...links, { ...named, path },
  ];
}
