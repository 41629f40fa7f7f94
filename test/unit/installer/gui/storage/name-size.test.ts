import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameSize } from '../../../../../installer/gui/renderer/screens/storage/name-size.ts';

for (const [typed, size] of [['40GiB', '40GiB'], ['40 gib', '40GiB'], ['40g', '40G'], [' 1,5 TiB ', '1.5TiB'], ['0', '0B'], ['512mb', '512MB'], ['0B', '0B']] as const) {
  test(`"${typed}" is ${size}`, () => { assert.deepEqual(nameSize(typed), { size }); });
}

test('nothing typed means computed', () => { assert.deepEqual(nameSize('  '), { size: undefined }); });

for (const typed of ['forty', '40', '-1GiB', '40 gibs', '1e3G', '40GiB 2', '９GiB']) {
  test(`"${typed}" is no size`, () => { assert.deepEqual(nameSize(typed), { refused: 'form' }); });
}
