/** The recipe of partman-auto -> `cognos.storage`, as far as the planner goes: one disk, one root, swap, ESP. */
import { storageFrom, type ForeignPartition, type PartitionUse, type PartitionWords } from '../shared/foreign/partitions.ts';
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

const words: PartitionWords = {
  plain: 'give it method{ format } and a mountpoint', filesystem: (name) => `filesystem{ ${name} }`, mount: (path) => (path === '' ? 'mountpoint{ }' : `mountpoint{ ${path} }`), disk: 'device{ }',
};

function applyRecipe(sheet: Sheet, recipe: Recipe, defaultFilesystem: string): void {
  const partitions = recipe.partitions.filter((partition) => !ignored(partition)).map((partition) => asForeign(partition, defaultFilesystem));
  const reading = storageFrom(partitions, defaultFilesystem, words);
  if (!reading.ok) {
    const { source, why } = reading;
    return source ? sheet.refused(expert, why, source.offset) : sheet.refused(expert, `the recipe ${recipe.name.slice(0, 40)} ${why}`, recipe.offset);
  }
  for (const [path, value] of reading.put) sheet.put(path, value);
  sheet.translated(expert, reading.put.map(([path]) => path), reading.notes.join('; '));
}

/** $defaultignore is for LVM; a partition for the other kind of label is left out, as partman does. */
function ignored(partition: RecipePartition): boolean {
  const label = flagOf(partition, 'iflabel', true);
  return flagOf(partition, 'defaultignore', true) !== undefined || (label !== undefined && label !== 'gpt');
}

function asForeign(partition: RecipePartition, byDefault: string): ForeignPartition<RecipePartition> {
  const { maximum } = partition;
  const mount = flagOf(partition, 'mountpoint');
  return {
    source: partition, use: useOf(partition, mount), ...mount === undefined ? {} : { mount }, filesystem: filesystemOf(partition, byDefault), bytes: maximum.kind === 'mb' ? maximum.mb * 1e6 : maximum.kind === 'memory' ? 'computed' : 'rest',
    said: formatAmount(maximum), elsewhere: flagOf(partition, 'device') !== undefined, note: optionNote(partition),
  };
}

function useOf(partition: RecipePartition, mount: string | undefined): PartitionUse {
  const method = flagOf(partition, 'method') ?? '';
  const methods: Record<string, PartitionUse> = { lvm: 'LVM', crypto: 'encryption', raid: 'RAID', keep: 'kept', swap: 'swap', efi: 'esp', biosgrub: 'firmware', newworld: 'firmware', prep: 'firmware' };
  const named = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (named !== undefined && ['encryption', 'RAID'].includes(named)) return named;
  if (flagOf(partition, 'in_vg') !== undefined || flagOf(partition, 'lv_name') !== undefined) return 'LVM';
  return named ?? (partition.filesystem === 'linux-swap' ? 'swap' : method === 'free' && mount === undefined ? 'firmware' : 'files');
}

function filesystemOf(partition: RecipePartition, byDefault: string): string {
  const named = flagOf(partition, 'filesystem') ?? partition.filesystem;
  return named === '$default_filesystem' || named === 'free' || flagOf(partition, 'default_filesystem', true) !== undefined ? byDefault : named;
}

function optionNote(partition: RecipePartition): string {
  const options = partition.flags.filter(({ name }) => name.startsWith('options/')).map(({ name }) => name.slice('options/'.length));
  return options.length === 0 ? '' : `mount options ${options.join(', ').slice(0, 60)} are not carried over`;
}
