import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingAt, findingsElsewhere } from '../../../../installer/gui/renderer/screens/findings-at.ts';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';

const finding = (path: string, severity: LocalFinding['severity'] = 'error'): LocalFinding => ({ path, severity, code: 'test', message: '', section: 'storage' });

test('a field hears of what lies below its path, and not of its neighbours', () => {
  const findings = [finding('cognos.storage.rooted'), finding('cognos.storage.root.size')];
  assert.equal(findingAt(findings, 'cognos.storage.root'), findings[1]);
  assert.equal(findingAt([finding('cognos.ai.instances[0].model')], 'cognos.ai.instances')?.path, 'cognos.ai.instances[0].model');
  assert.equal(findingAt(findings, 'cognos.storage.swap'), undefined);
});

test('an error is said before a warning', () => {
  const findings = [finding('a', 'warning'), finding('a')];
  assert.equal(findingAt(findings, 'a')?.severity, 'error');
});

test('what no field shows is left for the top of the screen, of this section alone', () => {
  const [shown, rest] = [finding('cognos.storage.root.size'), finding('cognos.storage')];
  const other: LocalFinding = { ...finding('users'), section: 'you' };
  assert.deepEqual(findingsElsewhere([shown, rest, other], 'storage', shown), [rest]);
});
