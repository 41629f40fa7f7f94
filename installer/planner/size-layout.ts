/** How the disk is divided: sizes given or computed, aligned to 1 MiB, or by how much it is too small. */
import type { Finding } from '../../shared/errors.ts';
import type { Disk, Machine, SystemImage } from '../../shared/machine/machine.ts';
import { formatBinaryBytes, formatBytes } from '../../shared/machine/format-bytes.ts';
import { parseSize } from '../../shared/spec/size.ts';
import type { Layout, StorageSpec } from './storage-spec.ts';

export interface LayoutSizes { biosBoot: number; esp: number; root: number; swap: number; models: number }
export type LayoutVerdict = { sizes: LayoutSizes } | { refusal: Finding };

const mib = 1024 ** 2;
const gib = 1024 ** 3;
/** Before the first partition and after the last: GPT headers and tables, whatever the sector size. */
const edges = 2 * mib;
/** Mistral 7B Q4_K_M, the default model: 4,368,439,584 bytes (shared facts, model-digests). */
export const defaultModelBytes = 4_368_439_584;
/** Room for packages, logs and one upgrade beside the system itself. */
const rootHeadroom = 2 * gib;

interface Request { disk: Disk; machine: Machine; storage: StorageSpec; layout: Layout; image: SystemImage; withModels: boolean }

export function sizeLayout(request: Request): LayoutVerdict {
  const { disk, machine, storage, withModels } = request;
  const minimumRoot = rootMinimum(request);
  const given = { esp: bytesGiven(storage.esp?.size), root: bytesGiven(storage.root?.size), swap: bytesGiven(storage.swap?.size), models: bytesGiven(storage.models?.size) };
  const fixed = { biosBoot: mib, esp: given.esp ?? 512 * mib, swap: given.swap ?? swapFor(machine.memory.bytes) };
  const modelsMinimum = withModels ? given.models ?? up(defaultModelBytes * 1.1) : 0;
  const rootAsked = given.root ?? minimumRoot;
  if (rootAsked < minimumRoot) return refuse('root-too-small', 'cognos.storage.root.size', `${exact(rootAsked)} is too small for the root filesystem: the system needs ${exact(minimumRoot)}`);

  const tooTiny = leastSizes(disk).find(({ name, least }) => given[name] !== undefined && given[name] < least && (name === 'esp' || given[name] > 0));
  if (tooTiny) return refuse(`${tooTiny.name}-too-small`, `cognos.storage.${tooTiny.name}.size`, `${exact(given[tooTiny.name] ?? 0)} is too small: ${tooTiny.why}, so give at least ${formatBinaryBytes(tooTiny.least)}`);

  const available = Math.floor(disk.bytes / mib) * mib - edges;
  const needed = fixed.biosBoot + fixed.esp + fixed.swap + rootAsked + modelsMinimum;
  if (needed > available) return refuse('disk-too-small', 'cognos.storage', tooSmall(disk, needed + edges, { ...fixed, root: rootAsked, models: modelsMinimum }));

  const spare = available - needed;
  const root = given.root ?? minimumRoot + rootShare(spare, available, minimumRoot, withModels, given.models);
  const models = withModels ? given.models ?? available - fixed.biosBoot - fixed.esp - fixed.swap - root : 0;
  return { sizes: { ...fixed, root, models } };
}

interface Least { name: 'esp' | 'models'; least: number; why: string }

/** FAT32 has 65,525 clusters or more (UEFI 2.10, 13.3), and a cluster is no smaller than a sector; mkfs.xfs(8). */
function leastSizes({ logicalSectorBytes }: Disk): Least[] {
  return [
    { name: 'esp', least: (logicalSectorBytes > 512 ? 260 : 64) * mib, why: 'the boot loaders and a FAT32 with the sectors of this disk need more' },
    { name: 'models', least: 300 * mib, why: 'no XFS can be made that small' },
  ];
}

/** Without a models filesystem, or beside one of a fixed size, root takes what is left; else a quarter, at most 128 GiB. */
function rootShare(spare: number, available: number, minimumRoot: number, withModels: boolean, models: number | undefined): number {
  if (!withModels || models !== undefined) return spare;
  // The models filesystem first gets room for the successor of its model: an update must not need a second disk.
  const afterSuccessor = Math.max(0, spare - up(defaultModelBytes * 1.1));
  const wanted = Math.max(0, Math.min(available / 4, 128 * gib) - minimumRoot);
  return Math.floor(Math.min(afterSuccessor, wanted) / mib) * mib;
}

function rootMinimum({ layout, image }: Request): number {
  // ext4 holds the files uncompressed and spends about 6% on inode tables, journal and reserve.
  const system = layout === 'btrfs' ? image.bytes : image.contentBytes * 1.15;
  return up(system) + rootHeadroom;
}

/** Small on purpose: a model that fits in memory must never be pushed out to make use of swap. */
function swapFor(memory: number): number {
  return up(Math.min(Math.max(memory / 8, gib), 8 * gib));
}

function tooSmall(disk: Disk, needed: number, sizes: LayoutSizes): string {
  const parts = Object.entries({ ESP: sizes.esp, root: sizes.root, swap: sizes.swap, models: sizes.models })
    .filter(([, bytes]) => bytes > 0).map(([name, bytes]) => `${name} ${formatBytes(bytes)}`);
  return `${disk.path} has ${exact(disk.bytes)}, this layout needs ${exact(needed)} (${parts.join(', ')}); use a larger disk${sizes.models > 0 ? ', give smaller sizes under cognos.storage, or say ai: {model: none} to do without the models filesystem' : ' or give smaller sizes under cognos.storage'}`;
}

/** A difference of one byte must be visible. */
function exact(bytes: number): string {
  return `${formatBytes(bytes)} (${bytes.toLocaleString('en-US')} bytes)`;
}

function up(bytes: number): number {
  return Math.ceil(bytes / mib) * mib;
}

function bytesGiven(text: string | undefined): number | undefined {
  const bytes = text === undefined ? undefined : parseSize(text);
  return bytes === undefined ? undefined : up(bytes);
}

function refuse(code: string, path: string, message: string): LayoutVerdict {
  return { refusal: { severity: 'error', code, path, message } };
}
