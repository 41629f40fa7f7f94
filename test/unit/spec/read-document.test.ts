import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readDocument } from '../../../shared/spec/read-document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the same spec reads the same in YAML, JSON and TOML', async () => {
  const value = { hostname: 'edge-01', users: [{ name: 'ada', groups: ['sudo'] }], cognos: { version: 1, storage: { root: { size: '6GiB' } } } };
  const toml = 'hostname = "edge-01"\n[[users]]\nname = "ada"\ngroups = ["sudo"]\n[cognos]\nversion = 1\nstorage.root.size = "6GiB"\n';
  for (const [file, text] of [['a.yaml', stringify(value)], ['a.json', JSON.stringify(value, undefined, '\t')], ['a.toml', toml], ['a', stringify(value)], ['a', JSON.stringify(value)], ['a', toml]] as const) {
    const reading = await readDocument(bytes(text), file);
    assert.ok(reading.ok, file);
    assert.deepEqual(reading.value, value, file);
  }
});

test('everything has its place', async () => {
  const reading = await readDocument(bytes('#cloud-config\nusers:\n  - name: ada\n    uid: 0x10\n'), 'a.yaml');
  assert.ok(reading.ok);
  assert.deepEqual(reading.locate(['users', 0, 'name']), { file: 'a.yaml', line: 3, column: 11 });
  assert.deepEqual(reading.locate(['users', 0, 'name'], 'key'), { file: 'a.yaml', line: 3, column: 5 });
  assert.deepEqual(reading.locate(['users', 0, 'shell']), { file: 'a.yaml', line: 3, column: 5 });
  assert.equal(reading.source(['users', 0, 'uid']), '0x10');
});

test('places in TOML', async () => {
  const reading = await readDocument(bytes('[cognos]\nversion = 1\n[[users]]\nname = "ada"\n'), 'a.toml');
  assert.ok(reading.ok);
  assert.deepEqual(reading.locate(['users', 0, 'name']), { file: 'a.toml', line: 4, column: 8 });
  assert.deepEqual(reading.locate(['cognos', 'version'], 'key'), { file: 'a.toml', line: 2, column: 1 });
});

test('values made by a program come back as they were', async () => {
  const scalar = fc.oneof(fc.boolean(), fc.constant(null), fc.integer({ min: -1e9, max: 1e9 }), fc.stringMatching(/^[a-zA-Z0-9 .:/#"'-]{0,20}$/));
  const value = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_-]{3,8}$/).filter((key) => !['constructor', 'prototype'].includes(key)), fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-z]{4}$/), scalar, { maxKeys: 3 })), { maxKeys: 5, minKeys: 1 });
  await fc.assert(fc.asyncProperty(value, async (made) => {
    for (const [file, text] of [['a.json', JSON.stringify(made)], ['a.yaml', `#cloud-config\n${JSON.stringify(made)}`]] as const) {
      const reading = await readDocument(bytes(text), file);
      assert.ok(reading.ok, JSON.stringify(reading));
      assert.deepEqual(reading.value, JSON.parse(JSON.stringify(made)));
    }
  }), { numRuns: 100 });
});

test('no input throws, and every finding has a place in the file', async () => {
  const pieces = fc.array(fc.constantFrom('a: ', '- ', '[', ']', '{', '}', '"', "'", '\n', '  ', '\t', '&a ', '*a', '!x ', '|\n', '? ', ': ', '#', '= ', '\u0000', '\u202e', '<<', '---\n', '%', '1e3', 'no', '[[a]]\n', '__proto__', 'x'), { maxLength: 40 });
  const text = fc.oneof(pieces.map((parts) => bytes(parts.join(''))), fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 }).map(bytes));
  await fc.assert(fc.asyncProperty(text, fc.constantFrom('a.yaml', 'a.json', 'a.toml', 'a'), async (input, file) => {
    const reading = await readDocument(input, file);
    for (const finding of reading.ok ? [] : reading.findings) {
      assert.ok(finding.at && finding.at.line >= 1 && finding.at.column >= 1, JSON.stringify(finding));
      assert.equal(finding.at.file, file);
      assert.notEqual(finding.message, '');
    }
  }), { numRuns: 500 });
});
