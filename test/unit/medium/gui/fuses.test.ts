import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { blowFuses } from '../../../../installer/medium/gui/pack-electron.ts';

/** What @electron/fuses looks for in a binary: the sentinel, the version, how many fuses, and one letter for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

test('the binary can neither be used as Node nor be looked into afterwards', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-fuses-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  const program = join(folder, 'electron');
  const before = Buffer.concat([Buffer.alloc(1000, 7), Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('101100111'), Buffer.alloc(1000, 7)]);
  writeFileSync(program, before);
  await blowFuses(program);
  const after = readFileSync(program);
  const wire = 1000 + sentinel.length + 2;
  // RunAsNode, cookie encryption, NODE_OPTIONS, inspect, asar integrity, only asar, own snapshot, file privileges, wasm traps.
  assert.equal(after.toString('latin1', wire, wire + 9), '000011101');
  assert.ok(after.subarray(0, wire).equals(before.subarray(0, wire)) && after.subarray(wire + 9).equals(before.subarray(wire + 9)), 'nothing else was touched');
});

test('what is no Electron is refused', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-fuses-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  writeFileSync(join(folder, 'electron'), 'not it');
  await assert.rejects(blowFuses(join(folder, 'electron')), /Could not find sentinel/);
});
