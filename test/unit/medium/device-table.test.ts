import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceTable } from '../../../installer/medium/device-table.ts';

test('used ranges are linear, the rest reads as zeros, to the last sector', () => {
  assert.equal(deviceTable([[65536, 4096], [1048576, 8192]], 2097152), [
    '0 128 zero',
    '128 8 linear @IMAGE@ 0',
    '136 1912 zero',
    '2048 16 linear @IMAGE@ 8',
    '2064 2032 zero',
    '',
  ].join('\n'));
});
