import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coalesce, parseChunks, parseExtents, toPhysical } from '../../../installer/medium/used-ranges.ts';
import type { Range } from '../../../installer/medium/used-ranges.ts';

const chunkTree = `chunk tree
leaf 22036480 items 4 free space 15703 generation 6 owner CHUNK_TREE
	item 0 key (DEV_ITEMS DEV_ITEM 1) itemoff 16185 itemsize 98
		devid 1 total_bytes 2147483648 bytes_used 545259520
	item 1 key (FIRST_CHUNK_TREE CHUNK_ITEM 13631488) itemoff 16105 itemsize 80
		length 8388608 owner 2 stripe_len 65536 type DATA|single
		io_align 65536 io_width 65536 sector_size 4096
		num_stripes 1 sub_stripes 1
			stripe 0 devid 1 offset 13631488
			dev_uuid 5b1ae8a1-6b2b-4d0a-a6b1-2a0a5ed8ea5c
	item 2 key (FIRST_CHUNK_TREE CHUNK_ITEM 30408704) itemoff 15881 itemsize 112
		length 268435456 owner 2 stripe_len 65536 type METADATA|DUP
		io_align 65536 io_width 65536 sector_size 4096
		num_stripes 2 sub_stripes 1
			stripe 0 devid 1 offset 38797312
			dev_uuid 5b1ae8a1-6b2b-4d0a-a6b1-2a0a5ed8ea5c
			stripe 1 devid 1 offset 307232768
			dev_uuid 5b1ae8a1-6b2b-4d0a-a6b1-2a0a5ed8ea5c
`;
const extentTree = `extent tree key (EXTENT_TREE ROOT_ITEM 0)
	item 0 key (13631488 EXTENT_ITEM 131072) itemoff 16230 itemsize 53
	item 1 key (13631488 BLOCK_GROUP_ITEM 8388608) itemoff 16206 itemsize 24
	item 2 key (30408704 METADATA_ITEM 0) itemoff 16173 itemsize 33
`;

test('chunks are read with every stripe', () => {
  assert.deepEqual(parseChunks(chunkTree), [
    { logical: 13631488, length: 8388608, stripes: [13631488] },
    { logical: 30408704, length: 268435456, stripes: [38797312, 307232768] },
  ]);
});

test('an EXTENT_ITEM has its own length, a METADATA_ITEM that of a node', () => {
  assert.deepEqual(parseExtents(extentTree, 16384), [[13631488, 131072], [30408704, 16384]]);
});

test('both copies of DUP metadata are used ranges', () => {
  assert.deepEqual(toPhysical(parseExtents(extentTree, 16384), parseChunks(chunkTree)),
    [[13631488, 131072], [38797312, 16384], [307232768, 16384]]);
});

test('an extent outside every chunk is an error, not a hole', () => {
  assert.throws(() => toPhysical([[4096, 4096]], parseChunks(chunkTree)), /extent 4096 of 4096 bytes lies in no chunk/);
});

const ranges = fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 300 })), { maxLength: 40 }) as fc.Arbitrary<Range[]>;

test('coalescing covers every byte, in order, and leaves only wide gaps', () => {
  fc.assert(fc.property(ranges, fc.integer({ min: 1, max: 100 }), (given, gap) => {
    const merged = coalesce(given, gap);
    for (const [offset, length] of given) {
      assert.ok(merged.some(([start, size]) => start <= offset && offset + length <= start + size));
    }
    merged.slice(1).forEach(([offset], index) => {
      const [before, size] = merged[index] ?? [0, 0];
      assert.ok(offset - (before + size) >= gap);
    });
  }));
});

test('coalescing leaves its input as it was', () => {
  const given: Range[] = [[0, 10], [12, 10]];
  coalesce(given, 5);
  assert.deepEqual(given, [[0, 10], [12, 10]]);
});
