/**
 * Which disk, or why none. Never a guess: the medium is never a target, a disk in use is never touched, two
 * disks that match equally are a refusal, and a disk with something on it must be named or `wipe: any` said.
 */
import type { Finding } from '../../shared/errors.ts';
import { describeContent, describeDisk } from '../../shared/machine/describe-disk.ts';
import type { Disk, Machine } from '../../shared/machine/machine.ts';
import { matchesDisk, namesOneDisk } from './match-disk.ts';
import type { DiskMatch, StorageSpec } from './storage-spec.ts';

export type DiskVerdict = { disk: Disk; reason: string } | { refusal: Finding };

const matchPath = 'cognos.storage.disk.match';

/** @param mayLose is what is on that disk our own: an interrupted run of this very spec, or any of ours and --reset? */
export function chooseDisk(machine: Machine, storage: StorageSpec, mayLose: (disk: Disk) => boolean): DiskVerdict {
  const match = storage.disk?.match ?? {};
  const rules = Object.keys(match).filter((key) => key !== 'prefer');
  const matching = machine.disks.filter((disk) => matchesDisk(disk, match));
  const usable = matching.filter((disk) => exclusion(disk, match) === undefined);
  if (usable.length === 0) return refuse('no-disk', noDisk(machine, matching, rules, match));
  const [first, second] = usable.sort(byPreference(match.prefer));
  if (!first) return refuse('no-disk', noDisk(machine, matching, rules, match));
  if (second && (match.prefer === undefined || byPreference(match.prefer)(first, second) === 0)) return refuse('several-disks', severalDisks(usable, match), matchPath, { count: usable.length });
  const content = describeContent(first);
  if (content && storage.disk?.wipe !== 'any' && !namesOneDisk(match) && !mayLose(first)) return refuse('disk-not-blank', notBlank(first, content), 'cognos.storage.disk', { disk: describeDisk(first), content });
  return { disk: first, reason: reasonFor(usable, rules, match) };
}

/** Why this disk cannot be a target, whatever the rules say; undefined when it can. */
function exclusion(disk: Disk, match: DiskMatch): string | undefined {
  const why = unusable(disk);
  if (why) return why.reason;
  if (disk.removable && disk.transport === 'usb' && !namesOneDisk(match) && match.transport !== 'usb') return 'is a removable USB drive, which is used only when match names it or says transport: usb';
  return undefined;
}

/** Why no spec whatever may take it; the reason is the rest of a sentence that begins with the disk. */
export function unusable(disk: Disk): { code: string; reason: string; values?: Record<string, string> } | undefined {
  if (disk.isMedium) return { code: 'disk-is-medium', reason: 'is the medium this system was started from' };
  const [use] = disk.uses;
  if (use) {
    const by = use.kind === 'mounted' ? `mounted at ${use.detail}` : `${use.kind} ${use.detail}`;
    return { code: 'disk-in-use', reason: `is in use (${by})`, values: { by } };
  }
  if (disk.readOnly) return { code: 'disk-read-only', reason: 'is read-only' };
  return disk.bytes === 0 ? { code: 'disk-empty', reason: 'has no medium in it' } : undefined;
}

function noDisk(machine: Machine, matching: Disk[], rules: string[], match: DiskMatch): string {
  if (machine.disks.length === 0) return 'this machine has no disk that could be seen; attach one or check that its controller has a driver in Debian 12';
  const found = machine.disks.map((disk) => `${describeDisk(disk)} ${exclusion(disk, match) ?? (matching.includes(disk) ? 'matches' : `does not match ${rules.join(', ')}`)}`);
  return `no disk of this machine can be used: ${found.join('; ')}`;
}

function severalDisks(disks: Disk[], match: DiskMatch): string {
  const why = match.prefer === undefined ? '' : ` and are equal by prefer: ${match.prefer}`;
  return `${disks.length} disks match${why}, and CognOS does not guess: ${disks.map(describeDisk).join('; ')}. Name one, for example with match: {${nameOf(disks[0])}}`;
}

function notBlank(disk: Disk, content: string): string {
  const name = nameOf(disk);
  const named = name.startsWith('path:') ? '' : `name it with match: {${name}} or `; // A path names no disk for good.
  return `${describeDisk(disk)} is not blank: ${content}. To overwrite it, ${named}say wipe: any${isOurs(disk) ? ', or run with --reset' : ''}`;
}

/** A CognOS install, whole or in part. */
export function isOurs({ partitions }: Disk): boolean {
  return partitions.some(({ label }) => label === 'cognos-root');
}

function nameOf(disk: Disk | undefined): string {
  if (disk?.serial) return `serial: ${JSON.stringify(disk.serial)}`;
  if (disk?.wwn) return `wwn: ${JSON.stringify(disk.wwn)}`;
  const [byId] = disk?.byId ?? [];
  return byId ? `by-id: ${JSON.stringify(byId.replace('/dev/disk/by-id/', ''))}` : `path: ${JSON.stringify(disk?.path ?? '')}`;
}

function reasonFor(usable: Disk[], rules: string[], match: DiskMatch): string {
  const by = rules.length > 0 ? `it matches ${rules.join(', ')}` : 'it is the only disk that can be used';
  return usable.length > 1 ? `${by} and is the ${match.prefer} of ${usable.length}` : by;
}

/** Faster kinds first, by what the transport can do; size never makes a disk fast. */
const speeds: Record<Disk['transport'], number> = { nvme: 9, virtio: 7, fc: 6, sas: 6, sata: 5, scsi: 5, iscsi: 4, other: 3, mmc: 2, usb: 1 };

function byPreference(prefer: DiskMatch['prefer']): (a: Disk, b: Disk) => number {
  const speed = (disk: Disk): number => speeds[disk.transport] - (disk.rotational && disk.transport !== 'virtio' ? 4 : 0);
  switch (prefer) {
    case 'largest': return (a, b) => b.bytes - a.bytes;
    case 'smallest': return (a, b) => a.bytes - b.bytes;
    case 'fastest': return (a, b) => speed(b) - speed(a);
    case undefined: return () => 0;
  }
}

function refuse(code: string, message: string, path = matchPath, values?: Finding['values']): DiskVerdict {
  return { refusal: { severity: 'error', code, path, message, ...(values ? { values } : {}) } };
}
