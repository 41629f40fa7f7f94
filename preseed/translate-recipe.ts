/** The recipe of partman-auto -> `cognos.storage`, as far as the planner goes: one disk, one root, swap, ESP. */
import { flagOf, formatAmount, readRecipe, type Recipe, type RecipePartition } from './read-recipe.ts';
import type { Sheet } from './sheet.ts';

const storage = ['cognos', 'storage'];
const expert = 'partman-auto/expert_recipe';
const chosen = 'partman-auto/choose_recipe';
const builtin = /^(atomic|home|multi|server|small_disk|custom|All files in one partition.*|Separate.*)$/i;

export function translateRecipe(sheet: Sheet): void {
  if (sheet.value('partman-auto/expert_recipe_file') !== undefined) sheet.refused('partman-auto/expert_recipe_file', 'the file lies in debian-installer\'s own memory; write the recipe itself as partman-auto/expert_recipe');
  sheet.notApplicable('partman-auto/expert_recipe_file', 'names no file');
  const filesystem = sheet.value('partman/default_filesystem') ?? 'ext4';
  const known = filesystem === 'ext4' || filesystem === 'btrfs';
  if (known) sheet.translated('partman/default_filesystem', [[...storage, 'layout']]);
  else sheet.refused('partman/default_filesystem', `the root filesystem is btrfs or ext4, not ${filesystem.slice(0, 16)}; write ext4`);
  if (sheet.value(expert) === undefined) return translateBuiltin(sheet, known ? filesystem : 'ext4');
  const recipe = pick(sheet);
  if (recipe) applyRecipe(sheet, recipe, known ? filesystem : 'ext4');
  sheet.notApplicable(chosen, 'the recipe itself is in partman-auto/expert_recipe');
}

function translateBuiltin(sheet: Sheet, filesystem: string): void {
  const name = sheet.value(chosen);
  sheet.notApplicable(expert, 'is empty');
  if (name === undefined && !sheet.answer('partman-auto/method') && !sheet.answer('partman-auto/disk')) return sheet.notApplicable(chosen, 'is empty');
  if (name === undefined || /^(atomic|small_disk)$|one partition/i.test(name)) {
    sheet.put([...storage, 'layout'], filesystem);
    sheet.put([...storage, 'models', 'size'], '0B');
    sheet.translated(name === undefined ? 'partman-auto/method' : chosen, [[...storage, 'layout'], [...storage, 'models', 'size']], 'all files in one filesystem, models too');
    return;
  }
  if (/^home$|Separate \/home partition/i.test(name)) {
    if (sheet.answer('partman/default_filesystem') && filesystem === 'ext4') return sheet.refused(chosen, 'a home of its own is a btrfs subvolume, and partman/default_filesystem says ext4; write btrfs there, or choose atomic');
    sheet.put([...storage, 'layout'], 'btrfs');
    return sheet.translated(chosen, [[...storage, 'layout']], '/home is a btrfs subvolume of its own, for snapshots; it shares the room with /');
  }
  sheet.refused(chosen, /^(multi|server)$|Separate/i.test(name) ? `${name.slice(0, 24)} wants filesystems of their own for /var and /tmp, and CognOS has /home and /var/log as btrfs subvolumes; choose home, or atomic` : `there is no recipe ${name.slice(0, 24)}; choose atomic or home, or write it as partman-auto/expert_recipe`);
}

/** The one that choose_recipe names, else the only one. */
function pick(sheet: Sheet): Recipe | undefined {
  const { recipes, faults } = readRecipe(sheet.value(expert) ?? '');
  const [fault] = faults;
  if (fault) {
    sheet.refused(expert, `${fault.message}${faults.length > 1 ? `, and ${faults.length - 1} more` : ''}`, fault.offset);
    return undefined;
  }
  const name = sheet.value(chosen);
  const named = recipes.find((recipe) => recipe.name === name);
  const [first] = recipes;
  if (named) {
    sheet.translated(chosen, [storage], `the recipe ${named.name.slice(0, 40)} in line ${sheet.lineOf(expert)}`);
    return named;
  }
  if (recipes.length > 1 && name !== undefined && !builtin.test(name)) sheet.refused(chosen, `there is no recipe ${name.slice(0, 24)} among ${recipes.map((recipe) => recipe.name).join(', ').slice(0, 120)}`);
  else if (recipes.length > 1) sheet.refused(expert, `${recipes.length} recipes stand here (${recipes.map((recipe) => recipe.name).join(', ').slice(0, 120)}); say which with partman-auto/choose_recipe`);
  else return first;
  return undefined;
}

interface Role { kind: 'root' | 'swap' | 'esp' | 'within' | 'none' | 'refused'; note: string }

function applyRecipe(sheet: Sheet, recipe: Recipe, defaultFilesystem: string): void {
  const partitions = recipe.partitions.filter((partition) => !ignored(partition));
  const root = partitions.find((partition) => mountOf(partition) === '/');
  const layout = root ? filesystemOf(root, defaultFilesystem) : defaultFilesystem;
  if (!root) return sheet.refused(expert, `the recipe ${recipe.name.slice(0, 40)} has no partition with mountpoint{ / }`, recipe.offset);
  if (layout !== 'ext4' && layout !== 'btrfs') return sheet.refused(expert, `the root filesystem is btrfs or ext4, not ${layout.slice(0, 16)}; write filesystem{ ext4 }`, root.offset);
  const roles = partitions.map((partition) => ({ partition, role: roleOf(partition, layout) }));
  const refusal = roles.find(({ role }) => role.kind === 'refused');
  if (refusal) return sheet.refused(expert, refusal.role.note, refusal.partition.offset);
  const notes = roles.map(({ role }) => role.note).filter((note) => note !== '');
  const paths = [[...storage, 'layout']];
  sheet.put([...storage, 'layout'], layout);
  const put = (name: 'root' | 'swap' | 'esp' | 'models', size: string): void => {
    sheet.put([...storage, name, 'size'], size);
    paths.push([...storage, name, 'size']);
  };
  if (root.maximum.kind === 'mb') put('root', sizeOf(root.maximum.mb));
  else put('models', '0B');
  notes.push(root.maximum.kind === 'mb' ? `/ gets ${formatAmount(root.maximum)}, the models filesystem what is left` : '/ takes what is left, models are on it');
  const swap = roles.find(({ role }) => role.kind === 'swap')?.partition;
  if (!swap) put('swap', '0B');
  else if (swap.maximum.kind === 'mb') put('swap', sizeOf(swap.maximum.mb));
  else notes.push(`swap of ${formatAmount(swap.maximum)} is sized by CognOS, from memory, disk and model`);
  const esp = roles.find(({ role }) => role.kind === 'esp')?.partition;
  // FAT32 in an ESP has a least size that the planner knows; recipes often ask for less than the boot loaders need.
  if (esp && esp.maximum.kind === 'mb' && esp.maximum.mb > 537) put('esp', sizeOf(esp.maximum.mb));
  else if (esp) notes.push('the EFI system partition has 512 MiB');
  sheet.translated(expert, paths, notes.join('; '));
}

/** $defaultignore is for LVM; a partition for the other kind of label is left out, as partman does. */
function ignored(partition: RecipePartition): boolean {
  const label = flagOf(partition, 'iflabel', true);
  return flagOf(partition, 'defaultignore', true) !== undefined || (label !== undefined && label !== 'gpt');
}

function mountOf(partition: RecipePartition): string | undefined {
  return flagOf(partition, 'mountpoint');
}

function filesystemOf(partition: RecipePartition, byDefault: string): string {
  const named = flagOf(partition, 'filesystem') ?? partition.filesystem;
  return named === '$default_filesystem' || named === 'free' || flagOf(partition, 'default_filesystem', true) !== undefined ? byDefault : named;
}

function roleOf(partition: RecipePartition, layout: 'ext4' | 'btrfs'): Role {
  const method = flagOf(partition, 'method') ?? '';
  const mount = mountOf(partition);
  const refuse = (note: string): Role => ({ kind: 'refused', note });
  if (['lvm', 'crypto', 'raid'].includes(method) || flagOf(partition, 'in_vg') !== undefined || flagOf(partition, 'lv_name') !== undefined) return refuse(`a partition is for ${method === 'crypto' ? 'encryption' : method === 'raid' ? 'RAID' : 'LVM'}, which this release does not make; give it method{ format } and a mountpoint`);
  if (method === 'keep') return refuse('a partition is to be kept, and CognOS takes the whole disk; leave it out');
  if (flagOf(partition, 'device') !== undefined && mount !== '/') return refuse('a partition is on a disk of its own, and CognOS installs to one; leave device{ } out');
  if (mount === '/') return { kind: 'root', note: optionNote(partition) };
  if (method === 'swap' || partition.filesystem === 'linux-swap') return { kind: 'swap', note: '' };
  if (method === 'efi' || mount === '/boot/efi') return { kind: 'esp', note: '' };
  if (method === 'biosgrub' || method === 'free' && mount === undefined || method === 'newworld' || method === 'prep') return { kind: 'none', note: '' };
  if (mount === '/boot') return { kind: 'within', note: '/boot is a folder of /' };
  if (mount !== undefined && layout === 'btrfs' && (mount === '/home' || mount === '/var/log')) return { kind: 'within', note: `${mount} is a btrfs subvolume of its own, which shares the room with /` };
  if (mount === '/home') return refuse('/home cannot be a filesystem of its own beside ext4; give / filesystem{ btrfs }, where /home is a subvolume, or leave /home out');
  if (mount === '/var/lib/cognos/models') return refuse('the models filesystem is made by itself; leave it out, and give / a maximum');
  if (mount === undefined) return refuse('a partition has no mountpoint{ }; leave it out');
  return refuse(`${mount.slice(0, 40)} cannot be a filesystem of its own: CognOS has /, and with btrfs /home and /var/log as subvolumes; leave it out`);
}

function optionNote(partition: RecipePartition): string {
  const options = partition.flags.filter(({ name }) => name.startsWith('options/')).map(({ name }) => name.slice('options/'.length));
  return options.length === 0 ? '' : `mount options ${options.join(', ').slice(0, 60)} are not carried over`;
}

function sizeOf(mb: number): string {
  return mb % 1000 === 0 ? `${mb / 1000}G` : `${mb}M`;
}
