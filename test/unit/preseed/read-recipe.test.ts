import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeArray, readRaidRecipe } from '../../../preseed/read-raid-recipe.ts';
import { flagOf, formatAmount, readRecipe } from '../../../preseed/read-recipe.ts';

test('names, sizes and settings of a recipe', () => {
  const { recipes, faults } = readRecipe('boot-root :: 40 50 100 ext3 $primary{ } $bootable{ } method{ format } format{ } mountpoint{ /boot } options/noatime{ noatime } label{ the boot } . 64 512 300% linux-swap method{ swap } . 500 10000 -1 ext4 mountpoint{ / } . second : 10% 20% 1000000000 $default_filesystem in_vg{ vg0 } .');
  assert.deepEqual(faults, []);
  assert.deepEqual(recipes.map(({ name, partitions }) => [name, partitions.map(({ minimum, priority, maximum, filesystem }) => [minimum, priority, maximum].map(formatAmount).join(' / ') + ` ${filesystem}`)]), [
    ['boot-root', ['40 MB / 50 MB / 100 MB ext3', '64 MB / 512 MB / 300% of the memory linux-swap', '500 MB / 10000 MB / all that is left ext4']],
    ['second', ['10% of the memory / 20% of the memory / all that is left $default_filesystem']],
  ]);
  const [boot] = recipes[0]?.partitions ?? [];
  assert.ok(boot);
  assert.deepEqual([flagOf(boot, 'primary', true), flagOf(boot, 'primary'), flagOf(boot, 'mountpoint'), flagOf(boot, 'options/noatime'), flagOf(boot, 'label')], ['', undefined, '/boot', 'noatime', 'the boot']);
});

for (const [text, offset, message] of [
  ['a :: 1 2 ext4 / .', 9, '"ext4" is no size: write MB as a number, percent of the memory as 100%, or -1 for all that is left'],
  ['a :: 1 2 .', 5, 'a partition needs minimum, priority, maximum and filesystem, for example 512 513 2048 ext4'],
  ['a :: 4G 2 3 ext4 .', 5, '"4G" is no size: write MB as a number, or percent of the memory as 100%'],
  ['a :: 5 5 4 ext4 .', 9, 'the maximum 4 is less than the minimum 5'],
  ['a :: 1 2 3 ext4 bootable .', 16, '"bootable" is no setting of a partition; write for example method{ format }'],
  ['a :: 1 2 3 ext4 method{ format .', 16, '"method{" is not closed by }'],
  ['a ::', 0, 'the recipe "a" has no partition'],
  [':: 1 2 3 ext4 .', 0, 'there is no name before ::'],
  ['a :: \\ 1 2 3 ext4 .', 5, 'a backslash that is not the very last of its line joins no line; remove the space after it'],
] as const) {
  test(`a fault of a recipe is where it is: ${text}`, () => {
    assert.equal(readRecipe(text).faults.find((fault) => fault.message === message)?.offset, offset, JSON.stringify(readRecipe(text).faults));
  });
}

test('arrays of a RAID recipe', () => {
  const arrays = readRaidRecipe('1 2 0 ext4 /boot /dev/sda1#/dev/sdb1 . raid10 4 1 lvm - /dev/sda5#/dev/sdb5#/dev/sdc5#/dev/sdd5 /dev/sde5 .');
  assert.ok(typeof arrays !== 'string');
  assert.deepEqual(arrays.map(describeArray), ['RAID 1 of 2 devices for /boot', 'RAID 10 of 4 devices and 1 spare for lvm']);
  assert.deepEqual(arrays[1]?.spareMembers, ['/dev/sde5']);
  assert.equal(typeof readRaidRecipe('mirror two none'), 'string');
  assert.equal(readRaidRecipe(' . '), 'no array stands in it');
});

test('no text throws, and every fault is inside of it', () => {
  const word = fc.constantFrom('a', '::', ':', '.', '1', '-1', '10%', 'ext4', '$primary{', '}', 'method{', 'format', '$x{}', '{', '\\', 'mountpoint{ / }');
  fc.assert(fc.property(fc.oneof(fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')), fc.string()), (text) => {
    for (const { offset } of readRecipe(text).faults) assert.ok(offset >= 0 && offset <= text.length);
    readRaidRecipe(text);
  }), { numRuns: 1000 });
});
