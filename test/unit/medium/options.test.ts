import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions, UsageError } from '../../../installer/medium/options.ts';

test('the ISO goes to build/cognos.iso unless told otherwise', () => {
  assert.match(readOptions([]).out, /\/build\/cognos\.iso$/);
  assert.equal(readOptions(['--out', 'x.iso']).out, 'x.iso');
});

test('arm64 is refused with a sentence', () => {
  assert.throws(() => readOptions(['--arch', 'arm64']), (error) => {
    assert.ok(error instanceof UsageError);
    assert.equal(error.message, '--arch arm64 is not built yet: boot images, kernel and Node for it are designed for, but only amd64 media are made');
    return true;
  });
});

test('an unknown option is a usage error', () => {
  assert.throws(() => readOptions(['--fast']), UsageError);
});

test('Chromium shows the wizard unless told otherwise', () => {
  assert.deepEqual([[], ['--gui', 'electron'], ['--gui', 'none']].map((args) => readOptions(args).gui), ['chromium', 'electron', 'none']);
  assert.throws(() => readOptions(['--gui', 'firefox']), /--gui firefox is not known: chromium, electron or none/);
});
