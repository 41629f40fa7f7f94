import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyMedium } from '../../../installer/verify-medium.ts';
import { recordingHost, type Answer } from '../../fakes/recording-host.ts';

const files = { '/run/cognos/medium/cognos/manifest.json': JSON.stringify({ medium: [{ path: 'a', bytes: 10, sha256: 'aa' }, { path: 'b', bytes: 10, sha256: 'bb' }] }) };
const host = (commands: Record<string, Answer>) => recordingHost({ files, commands: { gpgv: '', 'sha256sum --binary -- /run/cognos/medium/a': 'aa */run/cognos/medium/a', 'sha256sum --binary -- /run/cognos/medium/b': 'bb */run/cognos/medium/b', ...commands } });
const ignore = (): void => undefined;

test('a sound medium is said to be sound, and what to do next; each file is named before it is read', async () => {
  const progress: string[] = [];
  const verdict = await verifyMedium(host({}), (text) => { progress.push(text); });
  assert.deepEqual(verdict, { ok: true, lines: ['cognos: the medium is sound: 2 files, 20 B, signature good.', 'cognos: To install, restart (Ctrl+Alt+Del) and choose "Install CognOS".'] });
  assert.deepEqual(progress, ['checking the medium, 0%: a, 10 B', 'checking the medium, 50%: b, 10 B']);
});

test('one flipped bit names the file', async () => {
  const verdict = await verifyMedium(host({ 'sha256sum --binary -- /run/cognos/medium/b': 'bc */run/cognos/medium/b' }), ignore);
  assert.equal(verdict.ok, false);
  assert.deepEqual(verdict.lines, [
    'cognos: damaged: b', 'cognos: the medium is damaged: 1 of 2 files differ from what was built.',
    'cognos: Do not install from it. Write the image to it again, or to another one, and check that.',
  ]);
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
