import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFirstboot } from '../../../firstboot/plan-firstboot.ts';
import type { Host } from '../../../shared/system/host.ts';
import type { RecordingHost } from '../../fakes/recording-host.ts';
import { boot, bootedMachine, canary, machineId, notesOf, reportOf } from './booted-machine.ts';

const plan = planFirstboot({ machineId, hasModels: true });
const wentDown = 'The machine went down while cloud-init was at work: the module it was in is not repeated, see /var/log/cloud-init.log';
const ready = '/run/cognos/ready';

test('a first boot leaves a ready machine, a finished journal and an extended report', async () => {
  const host = bootedMachine();
  assert.equal(await boot(host), true);
  assert.ok(host.files.has(ready));
  const report = reportOf(host);
  assert.equal(report.seconds, 42, 'what the installer wrote stays');
  assert.deepEqual(report.firstboot.steps.map(({ id }) => id), plan.steps.map(({ id }) => id));
  assert.deepEqual(notesOf(host), []);
  assert.equal(report.firstboot.finished, '2026-11-23T12:00:00.000Z');
  assert.equal(host.files.get('/var/lib/cognos/report.json')?.mode, 0o600);
  assert.match(host.files.get('/var/lib/cognos/firstboot.jsonl')?.content ?? '', /"event":"finished"/);
});

test('what a step did is on the disk before the journal says that it is done', async () => {
  const host = bootedMachine();
  const settled: string[] = [];
  const run = host.run.bind(host);
  host.run = async (file, args, options) => {
    if (file === 'sync' && args.join(' ') === '--file-system /') {
      const last = (host.files.get('/var/lib/cognos/firstboot.jsonl')?.content ?? '').trim().split('\n').findLast((line) => /"event":"(started|done)"/.test(line)) ?? '';
      settled.push((JSON.parse(last) as { event: string; id: string }).event === 'started' ? (JSON.parse(last) as { id: string }).id : 'too late');
    }
    return run(file, args, options);
  };
  await boot(host);
  assert.deepEqual(settled, plan.steps.map(({ id }) => id));
});

test('every later boot only marks the machine ready', async () => {
  const host = bootedMachine();
  await boot(host);
  const before = new Map(host.files);
  host.files.delete(ready); // /run is empty after a boot.
  host.calls.length = 0;
  assert.equal(await boot(host), false);
  assert.deepEqual(host.lines, []);
  assert.deepEqual(new Map(host.files), before);
});

test('a clone with a machine id of its own has a first boot of its own', async () => {
  const host = bootedMachine();
  await boot(host);
  host.files.set('/etc/machine-id', { content: 'f'.repeat(32), mode: 0o444 });
  assert.equal(await boot(host), true);
});

test('a failed step leaves no ready marker and is repeated by the next start, with nothing before it', async () => {
  const host = bootedMachine({ commands: { 'systemctl show --property=ActiveState,Job cloud-final.service': { exitCode: 1, stderr: 'no bus' } } });
  await assert.rejects(boot(host), /Waiting for cloud-init: systemctl exited with 1: no bus/);
  assert.ok(!host.files.has(ready));
  assert.ok(host.files.has('/var/lib/cloud/seed/nocloud/user-data'));
  const again = bootedMachine();
  copyFiles(host, again);
  await boot(again);
  assert.ok(again.lines[0]?.startsWith('systemctl show --property=ActiveState,Job cloud-final.service'), again.lines[0]);
  assert.ok(!again.lines.some((line) => /^(ssh-keygen|growpart|xfs_growfs)/.test(line)));
});

/** The power goes right before the journal says that step `id` is done: the worst moment, for its work is done. */
function powerCutIn(host: RecordingHost, id: string): Host {
  return {
    ...host,
    async appendFile(path, content) {
      if (content.includes('"event":"done"') && content.includes(`"id":"${id}"`)) {
        await host.appendFile(path, content.slice(0, 20)); // torn
        throw new Error('power cut');
      }
      return host.appendFile(path, content);
    },
  };
}

for (const { id } of plan.steps) {
  test(`resumes after a power cut in ${id}`, async () => {
    const host = bootedMachine();
    await assert.rejects(boot(powerCutIn(host, id)), /power cut/);
    assert.ok(!host.files.has(ready));
    assert.equal(await boot(host), true);
    assert.ok(host.files.has(ready));
    const journal = host.files.get('/var/lib/cognos/firstboot.jsonl')?.content ?? '';
    for (const step of plan.steps) {
      const starts = journal.split(`"event":"started","id":"${step.id}"`).length - 1;
      assert.equal(starts, step.id === id ? 2 : 1, `${step.id} was started ${starts} times`);
    }
    assert.deepEqual(reportOf(host).firstboot.steps.map((step) => step.id), plan.steps.map((step) => step.id));
    assert.ok(![...host.files.values()].some(({ content }) => content.includes(canary)));
    assert.equal(await boot(host), false);
  });
}

test('a power cut while cloud-init is at work is said, for cloud-init does not repeat the module', async () => {
  const host = bootedMachine();
  await assert.rejects(boot(powerCutIn(host, 'cloud-init')));
  await boot(host);
  assert.deepEqual(notesOf(host), [wentDown]);
});

test('so is a reboot in good order', async () => {
  const controller = new AbortController();
  const host = bootedMachine({ commands: {
    'systemctl show --property=ActiveState,Job cloud-final.service': 'ActiveState=activating\n',
    sleep: () => { controller.abort(); return ''; },
  } });
  await assert.rejects(boot(host, { signal: controller.signal }));
  const next = bootedMachine();
  copyFiles(host, next);
  await boot(next);
  assert.deepEqual(notesOf(next), [wentDown]);
});

test('a run that was only killed says nothing of the kind: cloud-init went on without it', async () => {
  const host = bootedMachine();
  await assert.rejects(boot(powerCutIn(host, 'cloud-init')));
  host.files.set('/run/cognos/firstboot.json', { content: '{"pid":1,"step":"cloud-init","fraction":0}', mode: 0o644 });
  await boot(host);
  assert.deepEqual(notesOf(host), []);
});

test('a power cut before the report is written writes it on the next boot', async () => {
  const host = bootedMachine();
  await assert.rejects(boot({ ...host, writeFile: async (path, ...rest) => {
    if (path.endsWith('report.json')) throw new Error('power cut');
    return host.writeFile(path, ...rest);
  } }));
  host.calls.length = 0;
  await boot(host);
  assert.deepEqual(host.lines.filter((line) => !line.startsWith('dpkg-query')), [], 'but what the report needs');
  assert.equal(reportOf(host).firstboot.steps.length, plan.steps.length);
});

test('a very first journal line torn by a power cut does not swallow the next one', async () => {
  const host = bootedMachine({ files: { '/var/lib/cognos/firstboot.jsonl': '{"at":"2026-11-23T12:0' } });
  assert.equal(await boot(host), true);
  assert.equal(await boot(host), false);
});

test('an aborted run stops before the next step', async () => {
  const controller = new AbortController();
  const host = bootedMachine({ commands: { xfs_growfs: () => { controller.abort(); return ''; } } });
  await assert.rejects(boot(host, { signal: controller.signal }), { name: 'AbortError' });
  assert.ok(!host.lines.some((line) => line.startsWith('systemctl show')));
});

test('a cloud image without spec and report: cloud-init keeps its state, the report begins here', async () => {
  const userData = '#cloud-config\ncognos: {version: 1, ai: {model: none}, security: {profile: none}, firstboot: {ask: never}}\n';
  const host = bootedMachine({ files: { '/etc/cognos/spec.yaml': undefined, '/var/lib/cognos/report.json': undefined, '/var/lib/cloud/instance/cloud-config.txt': userData, '/var/lib/cloud/instance/user-data.txt': userData } });
  await boot(host);
  assert.ok(host.files.has('/var/lib/cloud/instances/cognos-1/user-data.txt'));
  assert.ok(!host.files.has('/etc/cloud/cloud-init.disabled'));
  assert.equal(reportOf(host).version, 1);
  assert.ok(host.files.has(ready));
});

test('a report that cannot be read is replaced, and that is said', async () => {
  const host = bootedMachine({ files: { '/var/lib/cognos/report.json': '{"vers' } });
  await boot(host);
  assert.deepEqual(notesOf(host), ['The report of the installation could not be read; this one begins anew']);
});

function copyFiles(from: RecordingHost, to: RecordingHost): void {
  to.files.clear();
  for (const [path, file] of from.files) to.files.set(path, file);
}

test('a spec that is edited half-way is refused, and nothing is mixed; --reset begins anew with it', async () => {
  const host = bootedMachine();
  await assert.rejects(boot(powerCutIn(host, 'models')), /power cut/);
  const spec = host.files.get('/etc/cognos/spec.yaml');
  host.files.set('/etc/cognos/spec.yaml', { content: `${spec?.content}timezone: Europe/Berlin\n`, mode: 0o600 });
  await assert.rejects(boot(host), /spec\.yaml:1:1: the spec was changed after first boot began/);
  assert.ok(!host.files.has(ready));
  assert.equal(await boot(host, { reset: true }), true);
  assert.ok(host.files.has(ready));
});

test('the old text of the spec, put back, goes on where it was', async () => {
  const host = bootedMachine();
  await assert.rejects(boot(powerCutIn(host, 'models')), /power cut/);
  const spec = host.files.get('/etc/cognos/spec.yaml');
  host.files.set('/etc/cognos/spec.yaml', { content: 'hostname: other\n', mode: 0o600 });
  await assert.rejects(boot(host));
  if (spec) host.files.set('/etc/cognos/spec.yaml', spec);
  assert.equal(await boot(host), true);
});

test('a machine that waits looks again without filling its journal', async () => {
  const waits = { 'systemctl show --property=ActiveState,Job cloud-final.service': { exitCode: 1, stderr: 'no bus' } };
  const host = bootedMachine({ commands: waits });
  await assert.rejects(boot(host));
  const journal = (): string => host.files.get('/var/lib/cognos/firstboot.jsonl')?.content ?? '';
  const once = journal();
  for (let look = 0; look < 3; look += 1) await assert.rejects(boot(host));
  assert.equal(journal(), once);
  const next = bootedMachine();
  copyFiles(host, next);
  assert.equal(await boot(next), true);
  assert.match(next.files.get('/var/lib/cognos/firstboot.jsonl')?.content ?? '', /"event":"resumed"/);
});
