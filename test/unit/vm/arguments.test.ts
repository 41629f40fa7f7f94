import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../vm/arguments.ts';

test('the defaults', () => {
  assert.deepEqual(readArguments([]), { userData: undefined, firmware: 'uefi', keep: false, check: false, help: false, memoryMiB: 2048, disk: '16G', iso: undefined });
});

test('everything given', () => {
  assert.deepEqual(readArguments(['a.yaml', '--secure-boot', '--keep', '--check', '--memory', '4G', '--disk', '20G', '--iso', 'x.iso']),
    { userData: 'a.yaml', firmware: 'secure', keep: true, check: true, help: false, memoryMiB: 4096, disk: '20G', iso: 'x.iso' });
});

test('what cannot be is refused in a sentence', () => {
  assert.throws(() => readArguments(['--bios', '--uefi']), { message: '--uefi, --bios and --secure-boot exclude one another.' });
  assert.throws(() => readArguments(['--memory', 'lots']), { message: '--memory lots: give MiB or a number with G, at least 256.' });
  assert.throws(() => readArguments(['--disk', '16']), { message: '--disk 16: give a number with M, G or T, such as 16G.' });
  assert.throws(() => readArguments(['a', 'b']), { message: 'One user-data file, not 2.' });
  assert.throws(() => readArguments(['--nope']), /--nope/);
});
