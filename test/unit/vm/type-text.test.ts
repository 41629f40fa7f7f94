import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysFor } from '../../vm/type-text.ts';

test('letters, shifted letters and signs have keys', () => {
  assert.deepEqual([...'aZ>$ \n'].map(keysFor), [['a'], ['shift', 'z'], ['shift', 'dot'], ['shift', '4'], ['spc'], ['ret']]);
});

test('a character without a key is an error, not silence', () => {
  assert.throws(() => keysFor('é'), /no key is known/);
});
