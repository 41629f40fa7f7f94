import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enrolAgain } from '../../../../firstboot/drivers/later-drivers.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';

const machine = (state: string, key: string | undefined, test = 'is not enrolled'): ReturnType<typeof recordingHost> => recordingHost({
  files: key === undefined ? {} : { '/var/lib/dkms/mok.pub': key },
  commands: { 'mokutil --sb-state': `SecureBoot ${state}\n`, 'mokutil --test-key': `/var/lib/dkms/mok.pub ${test}\n`, 'mokutil --revoke-import': '', 'mokutil --import': '' },
});

test('a person asks for a new one-time password: shown to them, handed over on stdin', async () => {
  const host = machine('enabled', 'key', 'is already in the enrollment request');
  let shown = '';
  await enrolAgain(host, (text) => { shown += text; });
  const password = /one-time password: +(\d{8})$/m.exec(shown)?.[1] ?? assert.fail('none shown');
  assert.deepEqual(host.calls.at(-1), { file: 'mokutil', args: ['--import', '/var/lib/dkms/mok.pub'], stdin: `${password}\n${password}\n` });
  assert.match(shown, /“Enroll MOK”, “Continue”, “Yes”/);
  for (const line of shown.split('\n')) assert.ok(line.length <= 79, line);
});

test('nothing to enrol is said and changes nothing', async () => {
  for (const [host, words] of [
    [machine('enabled', undefined), /No driver was built/], [machine('disabled', 'key'), /Secure Boot is off/], [machine('enabled', 'key', 'is already enrolled'), /enrolled already/],
  ] as const) {
    await assert.rejects(enrolAgain(host, () => assert.fail('shown')), words);
    assert.ok(!host.lines.some((line) => line.includes('--import')));
  }
});
