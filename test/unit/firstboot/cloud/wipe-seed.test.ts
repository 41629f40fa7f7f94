import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generalise } from '../../../../firstboot/generalise.ts';
import { wipeSeed } from '../../../../firstboot/steps/wipe-seed.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { stepContext } from './step-context.ts';

const step = { id: 'wipe-seed', kind: 'wipe-seed', label: 'Removing the user-data', weight: 1 } as const;
const taken = { '/var/lib/cognos/spec-source.json': '{"from":"user-data"}\n', '/etc/cognos/spec.yaml': 'cognos: {version: 1}\n' };
const instance = '/var/lib/cloud/instances/i-1';

test('on a machine that a cloud configured cloud-init keeps its instance and stays on', async () => {
  const files = { ...taken, [`${instance}/sem/config_ssh`]: '', [`${instance}/user-data.txt`]: '#cloud-config\n', '/var/lib/cloud/instance/datasource': 'DataSourceEc2Local: DataSourceEc2Local\n' };
  const host = recordingHost({ files, links: { '/var/lib/cloud/instance': instance }, commands: { python3: '' } });
  const context = stepContext(host);
  await wipeSeed(step, context);
  assert.equal(host.calls.length, 1);
  assert.deepEqual(host.calls[0]?.args.slice(2, 4), ['/var/lib/cloud', '/run/cloud-init']);
  assert.ok(host.files.has(`${instance}/sem/config_ssh`));
  assert.ok(!host.files.has('/etc/cloud/cloud-init.disabled'));
  assert.deepEqual(context.warnings, []);
});

test('a volume that still holds the user-data is named', async () => {
  const host = recordingHost({ files: { ...taken, '/var/lib/cloud/instance/datasource': 'DataSourceNoCloud: DataSourceNoCloud [seed=/dev/vdb][dsmode=net]\n' }, links: { '/var/lib/cloud/instance': instance }, commands: { python3: '' } });
  const context = stepContext(host);
  await wipeSeed(step, context);
  assert.match(context.warnings.join(), /^The volume \/dev\/vdb still holds the user-data of this machine/);
});

test('without any cloud nothing is reduced', async () => {
  const host = recordingHost({ files: taken });
  await wipeSeed(step, stepContext(host));
  assert.deepEqual(host.lines, []);
});

test('a machine made a pattern has no identity left, and keeps users and models', async () => {
  const host = recordingHost({
    files: {
      ...taken, '/etc/machine-id': '0123456789abcdef0123456789abcdef\n', '/etc/ssh/ssh_host_ed25519_key': 'k', '/etc/ssh/ssh_host_ed25519_key.pub': 'k', '/etc/ssh/sshd_config': 'Port 22\n',
      '/var/lib/cognos/firstboot.jsonl': '{}\n', '/var/lib/cognos/report.json': '{}', '/etc/cognos/api-key': 'k', '/etc/cognos/ai.json': '{}', '/etc/cloud/cloud-init.disabled': '', '/etc/cloud/cloud.cfg.d/90-cognos.cfg': '',
      '/var/lib/systemd/random-seed': 's', [`${instance}/sem/config_ssh`]: '', '/var/lib/cognos/models/a.gguf': 'GGUF', '/etc/shadow': 'ada:$6$', '/run/cognos/ready': '',
    },
    commands: { sync: '' },
  });
  const sentences = await generalise(host);
  assert.match(sentences.join(), /Its next start is a first boot/);
  assert.deepEqual([...host.files.keys()].sort(), ['/etc/machine-id', '/etc/shadow', '/etc/ssh/sshd_config', '/var/lib/cognos/models/a.gguf']);
  assert.equal(host.files.get('/etc/machine-id')?.content, '');
  await generalise(host);
});

test('a machine is not made a pattern while its first boot runs', async () => {
  const host = recordingHost({ files: { '/etc/machine-id': 'x' } });
  await host.lock('/run/cognos/firstboot.lock');
  await assert.rejects(generalise(host), /First boot is running on this machine/);
  assert.equal(host.files.get('/etc/machine-id')?.content, 'x');
});
