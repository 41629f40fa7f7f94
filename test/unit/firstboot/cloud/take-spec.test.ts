import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSpec } from '../../../../firstboot/steps/take-spec.ts';
import { readSpec } from '../../../../firstboot/read-spec.ts';
import { WaitingError } from '../../../../firstboot/waiting.ts';
import { InstallerError } from '../../../../shared/errors.ts';
import { recordingHost, type Answer, type RecordingHost } from '../../../fakes/recording-host.ts';
import { stepContext } from './step-context.ts';

const token = 'CANARY-token';
const secret = 'CANARY-secret';
const hash = `$6$CANARYsalt$${'CANARYdigest'.padEnd(86, 'x')}`;
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net';
const userData = `#cloud-config
hostname: edge-01
users:
  - {name: ada, ssh_authorized_keys: ["${key}"], hashed_passwd: "${hash}", lock_passwd: false}
write_files: [{path: /etc/token, content: CANARY-file}]
cognos:
  version: 1
  ai: {model: none}
  firstboot: {report: {url: "https://example.net/report", token: ${token}, secret: ${secret}}}
`;
/** What cloud-init 22.4.2 itself made of a multi-part message with two parts. */
const merged = `#cloud-config

# from 2 files
# part-001
# part-002

---
cognos:
    ai:
        model: none
    firstboot:
        report:
            token: ${token}
            url: https://example.net
    version: 1
hostname: from-a-part
...
`;
const instance = '/var/lib/cloud/instance';
const step = { id: 'spec', kind: 'take-spec', label: 'Taking the spec', weight: 1 } as const;
const done = 'ActiveState=active\nJob=0\n';

function cloudMachine(files: Record<string, string>, answer: Answer = done): RecordingHost {
  return recordingHost({
    files: { '/run/cloud-init/enabled': '', ...files },
    commands: { 'systemctl show --property=ActiveState,Job cloud-init.service': answer, sleep: '' },
  });
}
const withUserData = (text: string): RecordingHost => cloudMachine({ [`${instance}/user-data.txt`]: text });
const pathsWith = (host: RecordingHost, text: string): string[] => [...host.files].filter(([path, { content }]) => !path.startsWith('/var/lib/cloud') && content.includes(text)).map(([path]) => path);

test('user-data becomes the spec, its secrets go to files of their own and nowhere else', async () => {
  const host = withUserData(userData);
  const context = stepContext(host);
  await takeSpec(step, context);
  const spec = await readSpec(host);
  assert.equal(spec.cognos.ai?.model, 'none');
  assert.equal(spec.hostname, 'edge-01');
  assert.deepEqual(spec.users?.map((user) => (typeof user === 'string' ? user : user.name)), ['ada']);
  assert.deepEqual(pathsWith(host, 'CANARY').sort(), ['/etc/cognos/report-secret', '/etc/cognos/report-token']);
  assert.equal(host.files.get('/etc/cognos/report-token')?.content, `${token}\n`);
  for (const path of ['/etc/cognos/spec.yaml', '/etc/cognos/report-token', '/etc/cognos/report-secret']) assert.equal(host.files.get(path)?.mode, 0o600, path);
  assert.deepEqual(context.warnings, []);
  assert.deepEqual(host.lines.filter((line) => line.includes('CANARY')), []);
});

test('a spec that is there stays, and nobody is asked', async () => {
  const host = recordingHost({ files: { '/etc/cognos/spec.yaml': 'cognos: {version: 1}\n' } });
  await takeSpec(step, stepContext(host));
  assert.deepEqual(host.lines, []);
  assert.equal(host.files.size, 1);
});

test('the spec is written last: cut off before it, the next start does all of it again', async () => {
  const host = withUserData(userData);
  const { writeFile } = host;
  for (const path of ['/etc/cognos/report-token', '/etc/cognos/report-secret', '/var/lib/cognos/spec-source.json', '/etc/cognos/spec.yaml']) {
    host.writeFile = async (at, ...rest) => {
      if (at === path) throw new Error('power cut');
      await writeFile(at, ...rest);
    };
    await assert.rejects(takeSpec(step, stepContext(host)), /power cut/);
    assert.ok(!host.files.has('/etc/cognos/spec.yaml'));
  }
  host.writeFile = writeFile;
  await takeSpec(step, stepContext(host));
  assert.equal((await readSpec(host)).hostname, 'edge-01');
});

test('no cloud, an empty answer and user-data that says nothing about us give the defaults', async () => {
  const machines = [
    recordingHost({}), // cloud-init found no datasource and did not start.
    recordingHost({ files: { '/run/cloud-init/enabled': '', '/etc/cloud/cloud-init.disabled': '' } }),
    cloudMachine({}), withUserData(''), withUserData('#!/bin/sh\necho hello\n'), withUserData('#cloud-config\npackages: [htop]\n'),
  ];
  for (const host of machines) {
    await takeSpec(step, stepContext(host));
    assert.deepEqual(await readSpec(host), { cognos: { version: 1 } });
  }
});

test('what cloud-init merged of several parts counts where the user-data itself is none of ours', async () => {
  const host = cloudMachine({
    [`${instance}/user-data.txt`]: 'Content-Type: multipart/mixed; boundary="x"\nMIME-Version: 1.0\n\n--x\n',
    [`${instance}/cloud-config.txt`]: merged,
  });
  await takeSpec(step, stepContext(host));
  const spec = await readSpec(host);
  assert.deepEqual([spec.hostname, spec.cognos.ai?.model], ['from-a-part', 'none']);
  assert.equal(host.files.get('/etc/cognos/report-token')?.content, `${token}\n`);
});

test("the vendor's part counts where the user has none", async () => {
  const vendor = { [`${instance}/vendor-cloud-config.txt`]: '#cloud-config\ncognos: {version: 1, ai: {model: none}}\n' };
  const host = cloudMachine({ ...vendor, [`${instance}/user-data.txt`]: '#cloud-config\nhostname: a\n' });
  await takeSpec(step, stepContext(host));
  assert.equal((await readSpec(host)).cognos.ai?.model, 'none');
  assert.match(host.files.get('/var/lib/cognos/spec-source.json')?.content ?? '', /"vendor-data"/);
  const both = cloudMachine({ ...vendor, [`${instance}/user-data.txt`]: '#cloud-config\ncognos: {version: 1, ai: {model: auto}}\n' });
  await takeSpec(step, stepContext(both));
  assert.equal((await readSpec(both)).cognos.ai?.model, 'auto');
});

test('a mistake in our part is refused with its place and what to do; nothing is written', async () => {
  const host = withUserData('#cloud-config\nhostname: a\ncognos:\n  version: 1\n  ai: {modle: none}\n');
  await assert.rejects(takeSpec(step, stepContext(host)), (error: unknown) => {
    assert.ok(error instanceof InstallerError);
    assert.match(error.message, /^the cognos: part of \/var\/lib\/cloud\/instance\/user-data\.txt cannot be used: \/var\/lib\/cloud\/instance\/user-data\.txt:5:8: cognos\.ai\.modle: .*model/);
    assert.match(error.action, /corrected user-data, or write the spec to \/etc\/cognos\/spec\.yaml/);
    assert.equal(error.exitCode, 1);
    return true;
  });
  assert.ok(!host.files.has('/etc/cognos/spec.yaml'));
});

test("a mistake elsewhere is cloud-init's: said, and our part is taken", async () => {
  const host = withUserData('#cloud-config\npacakges: [htop]\ncognos:\n  version: 1\n  ai: {model: none}\n');
  const context = stepContext(host);
  await takeSpec(step, context);
  assert.equal((await readSpec(host)).cognos.ai?.model, 'none');
  assert.equal(context.warnings.length, 1);
  assert.match(context.warnings[0] ?? '', /^left to cloud-init: .*:2:1: pacakges: /);
});

test('without #cloud-config only our part is taken, for cloud-init takes nothing', async () => {
  const host = withUserData('{"hostname": "a", "cognos": {"version": 1, "ai": {"model": "none"}}}');
  const context = stepContext(host);
  await takeSpec(step, context);
  const spec = await readSpec(host);
  assert.deepEqual([spec.hostname, spec.cognos.ai?.model], [undefined, 'none']);
  assert.match(context.warnings.join(), /without the first line #cloud-config cloud-init reads nothing of it/);
});

test('cloud-init is waited for while it asks, and not for ever', async () => {
  const answers = ['ActiveState=inactive\nJob=7\n', 'ActiveState=activating\nJob=7\n', done];
  const host = cloudMachine({ [`${instance}/user-data.txt`]: userData }, () => answers.shift() ?? done);
  await takeSpec(step, stepContext(host));
  assert.equal(host.lines.filter((line) => line === 'sleep 1').length, 2);
  await assert.rejects(takeSpec(step, stepContext(cloudMachine({}, 'ActiveState=activating\nJob=7\n'))), WaitingError);
});
