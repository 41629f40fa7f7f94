import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { formatFinding } from '../../../shared/errors.ts';

test('types of host keys are not followed, and the file and the plan say so', async () => {
  const read = await readUserData(new TextEncoder().encode('#cloud-config\nusers: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO]}]\nssh_genkeytypes: [ecdsa]\ncognos: {version: 1}\n'), 'f.yaml');
  assert.ok(read.ok);
  assert.deepEqual(read.warnings.map(formatFinding), ['f.yaml:3:18: warning: ssh_genkeytypes: is not followed: every kind of host key is made, and cognos.security says which of them sshd uses; leave it out']);
  assert.deepEqual([read.handOver, read.keys.find(({ key }) => key === 'ssh_genkeytypes')?.by], [false, 'installer']);
});
