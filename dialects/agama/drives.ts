/** storage.drives: one disk, whose old partitions all go. */
import { encryptionHint } from '../../shared/foreign/encryption-hint.ts';
import type { PartitionUse } from '../../shared/foreign/partitions.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { matchSearch } from './disk.ts';
import { divideAsUsual, filesystemOf, layOut, sizeOf, type Partition } from './layout.ts';

const keeps = 'CognOS takes a whole disk and keeps nothing of it; write { "search": "*", "delete": true } and partitions of your own';
const ids: Record<string, PartitionUse> = { lvm: 'LVM', raid: 'RAID', esp: 'esp', swap: 'swap', prep: 'firmware', bios_boot: 'firmware' };

export function translateDrives(ledger: Ledger, list: Path): void {
  const drives = ledger.list(list);
  if (drives.length > 1) return ledger.refused(list, `CognOS installs to one disk, and ${drives.length} are described; keep one`);
  if (drives.length === 0) return ledger.notApplicable(list, 'names no drive');
  const path = [...list, 0];
  if (!ledger.map(path)) return;
  ledger.sayUnknown(path, ['search', 'alias', 'ptableType', 'partitions', 'filesystem', 'encryption']);
  ledger.refused([...path, 'encryption'], encryptionHint);
  ledger.refused([...path, 'filesystem'], 'a disk has a table of partitions here, from which the machine starts; write "partitions": [{ "filesystem": { "path": "/" } }]');
  ledger.notApplicable([...path, 'alias'], 'is for the parts of the profile that speak of this drive');
  if (ledger.get([...path, 'ptableType']) === 'gpt') ledger.applied([...path, 'ptableType'], 'the table is GPT');
  ledger.notApplicable([...path, 'ptableType'], 'the table is GPT, from which BIOS machines start too');
  const deletions = translatePartitions(ledger, [...path, 'partitions']);
  const named = matchSearch(ledger, [...path, 'search'], deletions.length > 0);
  for (const deletion of deletions) ledger.applied(deletion, named ? 'everything on the disk is deleted' : 'no disk is named by its search, and so only a blank one is taken');
  if (ledger.get([...path, 'partitions']) === undefined) divideAsUsual(ledger, path);
}

/** @returns what says that everything that was there is deleted */
function translatePartitions(ledger: Ledger, list: Path): Path[] {
  const paths = ledger.list(list).map((_, index) => [...list, index]).filter((path) => ledger.map(path));
  const deletions = paths.filter((path) => isAll(ledger, path) && ledger.get([...path, 'delete']) === true);
  const others = paths.filter((path) => !deletions.includes(path));
  const keeping = others.filter((path) => ['search', 'delete', 'deleteIfNeeded'].some((key) => ledger.get([...path, key]) !== undefined && ledger.get([...path, key]) !== false));
  for (const path of keeping) ledger.refused(path, keeps);
  const generated = others.filter((path) => ledger.get([...path, 'generate']) !== undefined);
  for (const path of generated) sayGenerated(ledger, path);
  const regular = others.filter((path) => !keeping.includes(path) && !generated.includes(path)).map((path) => partitionOf(ledger, path));
  const [first] = generated;
  if (keeping.length > 0 || regular.includes(undefined)) ledger.notApplicable(list, 'goes with what is refused of it');
  else if (regular.length > 0) layOut(ledger, list, complete(ledger, regular.filter((each) => each !== undefined), first));
  else if (first) divideAsUsual(ledger, first);
  else divideAsUsual(ledger, list);
  return deletions;
}

/** `"*"`, or conditions of which there are none. */
function isAll(ledger: Ledger, path: Path): boolean {
  const search = ledger.get([...path, 'search']);
  return search === '*' || (isMap(search) && Object.keys(search).every((key) => key === 'ifNotFound' || key === 'sort'));
}

function sayGenerated(ledger: Ledger, path: Path): void {
  const generate = [...path, 'generate'];
  ledger.sayUnknown(path, ['generate', 'search', 'delete', 'deleteIfNeeded']);
  const asked = ledger.get(generate);
  if (isMap(asked)) {
    ledger.sayUnknown(generate, ['partitions', 'encryption']);
    ledger.refused([...generate, 'encryption'], encryptionHint);
  } else if (asked !== 'default' && asked !== 'mandatory') ledger.refused(generate, 'has to be default or mandatory');
}

/** What is generated beside partitions of one's own is what they leave out. */
function complete(ledger: Ledger, partitions: Partition[], generated: Path | undefined): Partition[] {
  if (!generated) return partitions;
  const asked = ledger.get([...generated, 'generate']);
  const swap = (isMap(asked) ? asked['partitions'] : asked) === 'default' && !partitions.some(({ use }) => use === 'swap');
  return [
    ...partitions, ...partitions.some(({ mount }) => mount === '/') ? [] : [{ source: generated, use: 'files' as const, mount: '/', bytes: 'computed' as const, said: 'the usual size' }],
    ...swap ? [{ source: generated, use: 'swap' as const, bytes: 'computed' as const, said: 'the usual size' }] : [],
  ];
}

function partitionOf(ledger: Ledger, path: Path): Partition | undefined {
  ledger.sayUnknown(path, ['search', 'alias', 'id', 'size', 'encryption', 'filesystem', 'delete', 'deleteIfNeeded', 'generate']);
  const at = [...path, 'filesystem'];
  const described = ledger.get(at) !== undefined && ledger.map(at) !== undefined;
  if (described) ledger.sayUnknown(at, ['reuseIfPossible', 'type', 'label', 'path', 'mountBy', 'mkfsOptions', 'mkfsExtraArguments', 'mountOptions']);
  const type = described ? filesystemOf(ledger, [...at, 'type']) : undefined;
  const mount = described ? ledger.text([...at, 'path']) : undefined;
  for (const key of ['label', 'mountBy', 'mkfsOptions', 'mkfsExtraArguments', 'mountOptions']) ledger.notApplicable([...at, key], 'is not carried over: CognOS makes its filesystems alike');
  if (ledger.get([...at, 'reuseIfPossible']) === true) ledger.refused([...at, 'reuseIfPossible'], keeps);
  ledger.applied([...at, 'reuseIfPossible'], 'the filesystem is made anew');
  ledger.notApplicable([...path, 'alias'], 'is for the parts of the profile that speak of this partition');
  const size = sizeOf(ledger, [...path, 'size']);
  const id = ledger.text([...path, 'id']) ?? 'linux';
  const use = ledger.get([...path, 'encryption']) !== undefined ? 'encryption' : (Object.hasOwn(ids, id) ? ids[id] : undefined) ?? (type === 'swap' || mount === 'swap' ? 'swap' : 'files');
  if (!size) return undefined;
  return { source: path, use, ...mount === undefined || mount === 'swap' ? {} : { mount }, ...type === undefined ? {} : { filesystem: type }, ...size };
}
