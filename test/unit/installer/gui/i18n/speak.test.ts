import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../../../../../installer/gui/renderer/i18n/english.ts';
import { speak } from '../../../../../installer/gui/renderer/i18n/speak.ts';

const en = speak('en', english);
const de = speak('de', { ...english, common: { ...english.common, gib: '{number} GiB' } });

test('a placeholder takes its value; numbers are written as the language writes them', () => {
  assert.equal(en('common.version', { version: '1.2' }), 'Version 1.2');
  assert.equal(de('common.version', { version: 1234.5 }), 'Version 1.234,5');
  assert.equal(en('common.version'), 'Version {version}');
});

test('one form for one, another for others', () => {
  assert.equal(en.plural('common.lost.wait', 1), 'Trying again in 1 second.');
  assert.equal(en.plural('common.lost.wait', 3), 'Trying again in 3 seconds.');
});

test('sizes as makers of disks and as memory count them', () => {
  assert.equal(en.bytes(2_000_398_934_016), '2 TB');
  assert.equal(en.bytes(999_999_999), '1 GB');
  assert.equal(en.bytes(512), '512 byte');
  assert.equal(en.bytes(8_254_390_272, 'binary'), '7.7 GiB');
  assert.equal(de.bytes(8_254_390_272, 'binary'), '7,7 GiB');
  assert.equal(en.bytes(64 * 2 ** 30, 'binary'), '64 GiB');
});

test('a duration in words, without seconds beside hours', () => {
  assert.equal(en.duration(125), '2 minutes 5 seconds');
  assert.equal(en.duration(7325), '2 hours 2 minutes');
  assert.equal(en.duration(0), '0 seconds');
});

test('a finding that nobody translated is the engine’s sentence, made to stand alone', () => {
  assert.equal(en.finding({ severity: 'error', code: 'no-such-code', path: '', message: 'there is no user yet; write a name' }), 'There is no user yet; write a name.');
});
