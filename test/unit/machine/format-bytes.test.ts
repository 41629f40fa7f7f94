import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { formatBinaryBytes, formatBytes } from '../../../shared/machine/format-bytes.ts';
import { wrap } from '../../../shared/machine/wrap.ts';

test('bytes as disks are sold', () => {
  assert.deepEqual([0, 512, 999, 1000, 9949, 9950, 999499, 999500, 999999999, 2000398934016, 1000204886016].map(formatBytes),
    ['0 B', '512 B', '999 B', '1.0 kB', '9.9 kB', '10 kB', '999 kB', '1.0 MB', '1.0 GB', '2.0 TB', '1.0 TB']);
});

test('bytes as memory is counted', () => {
  assert.deepEqual([1023, 1024, 2 ** 30, 440401920, 25276502016].map(formatBinaryBytes), ['1023 B', '1.0 KiB', '1.0 GiB', '420 MiB', '24 GiB']);
});

test('a size never takes more than four digits or is off by more than one in twenty', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
    const [number = '', unit = ''] = formatBytes(bytes).split(' ');
    const value = Number(number) * 1000 ** ['B', 'kB', 'MB', 'GB', 'TB', 'PB'].indexOf(unit);
    assert.match(number, /^\d\.\d$|^\d{1,3}$/);
    assert.ok(Math.abs(value - bytes) <= bytes / 19, formatBytes(bytes));
  }));
});

test('wrapping keeps every word, the indent and the width', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }).map((word) => word.replaceAll(' ', '_'))), fc.nat(4), (words, indent) => {
    const lines = wrap(`${' '.repeat(indent)}${words.join(' ')}`, 40);
    assert.equal(lines.map((line) => line.slice(indent)).join(' '), words.join(' '));
    for (const line of lines) assert.ok(line.length <= 40 && line.startsWith(' '.repeat(indent)), line);
  }));
});

test('a word longer than the line is cut', () => {
  assert.deepEqual(wrap('x'.repeat(25), 10), ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
});
