import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeControlFile, prefixOf } from '../../../../firstboot/models/control-file.ts';
import { parseFilefrag } from '../../../../firstboot/models/written-ranges.ts';
import { speedWatch } from '../../../../firstboot/models/speed-watch.ts';

const mib = 1024 ** 2;

test('a control file as aria2 1.36 writes it: whole pieces in the bitfield, begun ones by blocks', () => {
  const bytes = Buffer.from(encodeControlFile(12 * mib + 100, [{ from: 0, to: 6 * mib + 40_000 }, { from: 12 * mib, to: 12 * mib + 100 }]));
  assert.equal(bytes.toString('hex'), [
    '0001', '00000000', '00000000', '00100000', '0000000000c00064', '0000000000000000', '00000002', 'fc08',
    '00000001', '00000006', '00100000', '00000008', 'c000000000000000',
  ].join(''));
});

test('nothing there, all there', () => {
  assert.equal(Buffer.from(encodeControlFile(2 * mib, [])).toString('hex').slice(68), '0000000000');
  assert.equal(Buffer.from(encodeControlFile(2 * mib, [{ from: 0, to: 2 * mib }])).toString('hex').slice(68), 'c000000000');
});

test('how far a file is whole from its beginning', () => {
  const cases: [string, number][] = [['', 0], ['00', 0], ['80', 1], ['c0', 2], ['e8', 3], ['f7', 4], ['ff8', 9], ['7f', 0]];
  for (const [bitfield, pieces] of cases) assert.equal(prefixOf(bitfield, 10, 1000), pieces * 10, bitfield);
  assert.equal(prefixOf('f0', 10, 35), 35);
});

const header = 'Filesystem type is: ef53\nFile size of /x/small.gguf is 12628736 (3084 blocks of 4096 bytes)\n ext:     logical_offset:        physical_offset: length:   expected: flags:\n';

test('written and merely reserved extents, as filefrag tells them', () => {
  const text = `${header}   0:        0..    1543:   24478210..  24479753:   1544:            \n   1:     1544..    1999:   24479754..  24480209:    456:             unwritten\n   2:     2000..    2000:   24480210..  24480210:      1:            \n   3:     2001..    3083:   24490000..  24491082:   1083:   24480211: last,eof\n/x/small.gguf: 2 extents found\n`;
  assert.deepEqual(parseFilefrag(text), [{ from: 0, to: 1543 * 4096 }, { from: 2000 * 4096, to: 3083 * 4096 }]);
  assert.deepEqual(parseFilefrag(`${header}/x/small.gguf: 0 extents found\n`), []);
  assert.equal(parseFilefrag('/x: FIBMAP/FIEMAP unsupported\n'), undefined);
});

test('standing still, dripping, and a limit of one\'s own that is no fault of the server', () => {
  const rules = { stallSeconds: 30, windowSeconds: 10, lowestBytesPerSecond: 1000 };
  const still = speedWatch(rules);
  assert.deepEqual([still(5, 0), still(5, 9), still(6, 9.5), still(6, 39.4)].slice(0, 3), [undefined, undefined, undefined]);
  assert.equal(speedWatch({ ...rules, windowSeconds: 1000 })(0, 0), undefined);
  const stalled = speedWatch({ ...rules, windowSeconds: 1000 });
  stalled(5, 0);
  assert.equal(stalled(5, 30), 'it has sent nothing for 30 seconds');
  const drips = speedWatch(rules);
  drips(0, 0);
  assert.equal(drips(9999, 10), 'it sends only 1000 bytes a second');
  const limited = speedWatch(rules, 500);
  limited(0, 0);
  assert.equal(limited(4000, 10), undefined);
});
