import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyMedium } from '../../../installer/verify-medium.ts';
import { recordingHost, type Answer } from '../../fakes/recording-host.ts';

const files = { '/run/cognos/medium/cognos/manifest.json': JSON.stringify({ medium: [{ path: 'a', bytes: 10, sha256: 'aa' }, { path: 'b', bytes: 10, sha256: 'bb' }] }) };
const host = (commands: Record<string, Answer>) => recordingHost({ files, commands: { gpgv: '', 'sha256sum --binary -- /run/cognos/medium/a': 'aa */run/cognos/medium/a', 'sha256sum --binary -- /run/cognos/medium/b': 'bb */run/cognos/medium/b', ...commands } });
const ignore = (): void => undefined;

test('a sound medium is said to be sound', async () => {
  assert.deepEqual(await verifyMedium(host({}), ignore), { ok: true, lines: ['cognos: the medium is sound: 2 files, 20 bytes, signature good.'] });
});

test('one flipped bit names the file', async () => {
  const verdict = await verifyMedium(host({ 'sha256sum --binary -- /run/cognos/medium/b': 'bc */run/cognos/medium/b' }), ignore);
  assert.equal(verdict.ok, false);
  assert.equal(verdict.lines[0], 'cognos: damaged: b');
});

test('a file that cannot be read to its end is damaged', async () => {
  const verdict = await verifyMedium(host({ 'sha256sum --binary -- /run/cognos/medium/a': { exitCode: 1, stderr: 'Input/output error' } }), ignore);
  assert.deepEqual([verdict.ok, verdict.lines[0]], [false, 'cognos: damaged: a']);
});

test('a manifest with a wrong signature is not believed', async () => {
  const verdict = await verifyMedium(host({ gpgv: { exitCode: 1 } }), ignore);
  assert.equal(verdict.ok, false);
  assert.match(verdict.lines[0] ?? '', /signature/);
});
