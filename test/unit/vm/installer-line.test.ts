import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstallerLine } from '../../vm/installer-line.ts';

test('a progress line gives percent and text', () => {
  assert.deepEqual(parseInstallerLine('cognos: 43% Writing the system · 120 of 420 MB · 12 s left'),
    { kind: 'progress', percent: 43, text: 'Writing the system · 120 of 420 MB · 12 s left' });
});

test('a prefix of the journal or the kernel and terminal escapes do not hide it', () => {
  assert.deepEqual(parseInstallerLine('[   12.3] cognos-install[513]: \u001b[1mcognos: 7% Partitioning the disk\u001b[0m\r'),
    { kind: 'progress', percent: 7, text: 'Partitioning the disk' });
});

test('the three ends', () => {
  assert.deepEqual(parseInstallerLine('cognos: done: the system is installed'), { kind: 'done', text: 'the system is installed' });
  assert.deepEqual(parseInstallerLine('cognos: failed: /dev/vda vanished.'), { kind: 'failed', text: '/dev/vda vanished.' });
  assert.deepEqual(parseInstallerLine('cognos: refused'), { kind: 'refused', text: '' });
});

test('other lines are nobody\'s', () => {
  for (const line of ['', 'cognos login:', 'Hostname set to <cognos>.', 'cognos: restarting', 'cognos: checking the medium, 5%', 'xcognos: 5% x', 'cognos: doneness']) {
    assert.equal(parseInstallerLine(line), undefined, line);
  }
});
