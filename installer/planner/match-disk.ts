/** Does a disk satisfy the match rules of `cognos.storage.disk.match`? Every rule given must hold. */
import type { Disk } from '../../shared/machine/machine.ts';
import { matchesPattern } from '../../shared/spec/matches-pattern.ts';
import { fitsSizeRule, parseSizeRule } from '../../shared/spec/size.ts';
import type { DiskMatch } from './storage-spec.ts';

export function matchesDisk(disk: Disk, match: DiskMatch): boolean {
  const checks: [asked: unknown, holds: () => boolean][] = [
    [match.path, () => disk.path === match.path],
    [match['by-id'], () => disk.byId.some((link) => globs(match['by-id'], link.replace('/dev/disk/by-id/', '')) || globs(match['by-id'], link))],
    [match.serial, () => disk.serial === match.serial],
    [match.wwn, () => disk.wwn === match.wwn],
    [match.transport, () => disk.transport === match.transport],
    [match.model, () => disk.model !== undefined && globs(match.model, disk.model)],
    [match.rotational, () => disk.rotational === match.rotational],
    [match.size, () => [match.size ?? []].flat().every((text) => fits(disk, text))],
  ];
  return checks.every(([asked, holds]) => asked === undefined || holds());
}

function fits(disk: Disk, text: string): boolean {
  const rule = parseSizeRule(text);
  return rule !== undefined && fitsSizeRule(disk.bytes, rule);
}

/** Serial, WWN or a by-id name without a wildcard can mean one disk only: that is naming it. */
export function namesOneDisk(match: DiskMatch): boolean {
  const byId = match['by-id'];
  return match.serial !== undefined || match.wwn !== undefined || (byId !== undefined && !/[*?[\]{}]/.test(byId));
}

function globs(pattern: string | undefined, text: string): boolean {
  return pattern !== undefined && matchesPattern(text, pattern);
}
