/** How the disk is divided: sizes given or computed, aligned to 1 MiB, or by how much it is too small. */
import type { Finding } from '../../shared/errors.ts';
import type { Disk, Machine, SystemImage } from '../../shared/machine/machine.ts';
import { formatBinaryBytes, formatBytes } from '../../shared/machine/format-bytes.ts';
import { leastXfs, swapFor, type ModelStorage } from '../../shared/choice/size-models.ts';
import { parseSize } from '../../shared/spec/size.ts';
import type { KeptModels } from './kept-models.ts';
import type { Layout, StorageSpec } from './storage-spec.ts';

export interface LayoutSizes { biosBoot: number; esp: number; /** 0 where nothing is encrypted. */ boot: number; root: number; swap: number; models: number }
export type LayoutVerdict = { sizes: LayoutSizes } | { refusal: Finding };

const mib = 1024 ** 2;
const gib = 1024 ** 3;
/** Before the first partition and after the last: GPT headers and tables, whatever the sector size. */
const edges = 2 * mib;
/** Room for packages, logs and one upgrade beside the system itself. */
const rootHeadroom = 2 * gib;
/** Kernels with their initrds, five or more of them, and GRUB. */
const bootBytes = gib;

interface Request {
  disk: Disk; machine: Machine; storage: StorageSpec; layout: Layout; image: SystemImage;
  /** Undefined without a models filesystem: `model: none`. */
  models?: Pick<ModelStorage['models'], 'least' | 'wanted'> | undefined;
  /** One that is there and stays: the rest has the room before it. */
  kept?: KeptModels | undefined;
}

/** What the disk has for the models filesystem when everything else is as small as it may be; negative when that does not fit. */
export function roomForModels(request: Omit<Request, 'models'>): number {
  const { disk, storage, kept } = request;
  return kept?.bytes ?? bytesGiven(storage.models?.size) ?? availableOn(disk) - sumOf(fixedSizes(request)) - (bytesGiven(storage.root?.size) ?? rootMinimum(request));
}

export function sizeLayout(request: Request): LayoutVerdict {
  const { disk, storage, kept } = request;
  const withModels = request.models !== undefined;
  const minimumRoot = rootMinimum(request);
  const given = { esp: bytesGiven(storage.esp?.size), root: bytesGiven(storage.root?.size), models: bytesGiven(storage.models?.size) };
  const fixed = fixedSizes(request);
  const fixedBytes = sumOf(fixed);
  const modelsMinimum = request.models && !kept ? given.models ?? Math.max(leastXfs, request.models.least) : 0;
  const rootAsked = given.root ?? minimumRoot;
  if (rootAsked < minimumRoot) return refuse('root-too-small', 'cognos.storage.root.size', `${exact(rootAsked)} is too small for the root filesystem: the system needs ${exact(minimumRoot)}`, { size: formatBytes(rootAsked), least: formatBinaryBytes(minimumRoot) });

  const tooTiny = leastSizes(disk).find(({ name, least }) => given[name] !== undefined && given[name] < least && (name === 'esp' || given[name] > 0));
  if (tooTiny) return refuse(`${tooTiny.name}-too-small`, `cognos.storage.${tooTiny.name}.size`, `${exact(given[tooTiny.name] ?? 0)} is too small: ${tooTiny.why}, so give at least ${formatBinaryBytes(tooTiny.least)}`, { size: formatBytes(given[tooTiny.name] ?? 0), least: formatBinaryBytes(tooTiny.least) });

  const available = kept ? kept.startBytes - mib : availableOn(disk);
  const needed = fixedBytes + rootAsked + modelsMinimum;
  if (needed > available && kept) return refuse('disk-too-small', 'cognos.storage', tooNear(kept, needed + mib), { disk: disk.path, size: formatBytes(kept.startBytes), needed: formatBytes(needed + mib) });
  if (needed > available) return refuse('disk-too-small', 'cognos.storage', tooSmall(disk, needed + edges, { ...fixed, root: rootAsked, models: modelsMinimum }), { disk: disk.path, size: formatBytes(disk.bytes), needed: formatBytes(needed + edges) });

  const spare = available - needed;
  const root = given.root ?? minimumRoot + (kept ? spare : rootShare(spare, available, minimumRoot, request.models, given.models));
  const models = kept ? kept.bytes : withModels ? given.models ?? available - fixedBytes - root : 0;
  return { sizes: { ...fixed, root, models } };
}

interface Least { name: 'esp' | 'models'; least: number; why: string }

/** FAT32 has 65,525 clusters or more (UEFI 2.10, 13.3), and a cluster is no smaller than a sector; mkfs.xfs(8). */
function leastSizes({ logicalSectorBytes }: Disk): Least[] {
  return [
    { name: 'esp', least: (logicalSectorBytes > 512 ? 260 : 64) * mib, why: 'the boot loaders and a FAT32 with the sectors of this disk need more' },
    { name: 'models', least: leastXfs, why: 'no XFS can be made that small' },
  ];
}

/** Without a models filesystem, or beside one of a fixed size, root takes what is left; else a quarter, at most 128 GiB. */
function rootShare(spare: number, available: number, minimumRoot: number, models: Request['models'], given: number | undefined): number {
  if (!models || given !== undefined) return spare;
  // The models filesystem first gets room for the successor of its model: an update must not need a second disk.
  const afterSuccessor = Math.max(0, spare - (models.wanted - models.least));
  const wanted = Math.max(0, Math.min(available / 4, 128 * gib) - minimumRoot);
  return Math.floor(Math.min(afterSuccessor, wanted) / mib) * mib;
}

function rootMinimum({ layout, image }: Pick<Request, 'layout' | 'image'>): number {
  // ext4 holds the files uncompressed and spends about 6% on inode tables, journal and reserve.
  const system = layout === 'btrfs' ? image.bytes : image.contentBytes * 1.15;
  return up(system) + rootHeadroom;
}

/** Of what has one size whatever the rest has. */
function fixedSizes({ disk, machine, storage: { esp, swap, encrypt } }: Omit<Request, 'models'>): Omit<LayoutSizes, 'root' | 'models'> {
  return { biosBoot: mib, esp: bytesGiven(esp?.size) ?? 512 * mib, boot: encrypt ? bootBytes : 0, swap: bytesGiven(swap?.size) ?? swapFor(machine, disk) };
}

function sumOf(sizes: Omit<LayoutSizes, 'root' | 'models'>): number {
  return Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
}

function availableOn(disk: Disk): number {
  return Math.floor(disk.bytes / mib) * mib - edges;
}

function tooSmall(disk: Disk, needed: number, sizes: LayoutSizes): string {
  const parts = Object.entries({ ESP: sizes.esp, boot: sizes.boot, root: sizes.root, swap: sizes.swap, models: sizes.models })
    .filter(([, bytes]) => bytes > 0).map(([name, bytes]) => `${name} ${formatBytes(bytes)}`);
  return `${disk.path} has ${exact(disk.bytes)}, this layout needs ${exact(needed)} (${parts.join(', ')}); use a larger disk${sizes.models > 0 ? ', give smaller sizes under cognos.storage, or say ai: {model: none} to do without the models filesystem' : ' or give smaller sizes under cognos.storage'}`;
}

function tooNear({ path, startBytes }: KeptModels, needed: number): string {
  return `before the models that are kept on ${path} there are ${exact(startBytes)}, and this layout needs ${exact(needed)}; leave keep out, or give smaller sizes under cognos.storage`;
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

function refuse(code: string, path: string, message: string, values: Finding['values']): LayoutVerdict {
  return { refusal: { severity: 'error', code, path, message, ...(values ? { values } : {}) } };
}
