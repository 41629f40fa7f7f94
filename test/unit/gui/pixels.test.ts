import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { test } from 'node:test';
import { encodePng } from '../../gui/palette-png.ts';
import { difference, type Pixels } from '../../gui/pixels.ts';

const picture = (width: number, height: number, colour: (index: number) => readonly number[]): Pixels =>
  ({ width, height, data: Uint8Array.from(Array.from({ length: width * height }, (_, index) => [...colour(index), 255]).flat()) });
const grey = (level: number): Pixels => picture(4, 3, () => [level, level, level]);

test('pixels that are a little off are the same, others are counted', () => {
  assert.equal(difference(grey(100), grey(120)).count, 0);
  assert.equal(difference(grey(100), grey(160)).count, 12);
  assert.equal(difference(grey(100), picture(4, 3, (index) => (index === 5 ? [100, 200, 100] : [100, 100, 100]))).count, 1);
});

test('what one picture lacks differs, and the difference shows both', () => {
  const { count, picture: shown } = difference(grey(100), picture(4, 5, () => [100, 100, 100]));
  assert.deepEqual([count, shown.width, shown.height], [8, 4, 5]);
  assert.deepEqual([...shown.data.subarray(-4)], [220, 0, 0, 255]);
});

test('a PNG of a palette: more than 256 colours are put together, and none is far off', () => {
  const colours = picture(64, 32, (index) => [index % 64 * 4, 255 - index % 64 * 4, Math.floor(index / 64) * 8]);
  const png = encodePng(colours);
  assert.deepEqual([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)], ['PNG', 64, 32]);
  const chunk = (type: string): Buffer => { const at = png.indexOf(type, 0, 'latin1'); return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)); };
  const [palette, rows] = [chunk('PLTE'), inflateSync(chunk('IDAT'))];
  assert.ok(palette.length <= 768);
  const decoded = picture(64, 32, (index) => { const entry = (rows[Math.floor(index / 64) * 65 + 1 + index % 64] ?? 0) * 3; return [...palette.subarray(entry, entry + 3)]; });
  assert.equal(difference(colours, decoded).count, 0);
});
