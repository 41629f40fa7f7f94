/** Every verb on a simulated machine, end to end through real sockets. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { connect } from '../../../../installer/engine/client.ts';
import { planInstall } from '../../../../installer/planner/plan-install.ts';
import type { Measurement } from '../../../../shared/measure/measurement.ts';
import type { PasswordJudgement } from '../../../../shared/protocol/request.ts';
import { readMessage } from '../../../../shared/protocol/read-message.ts';
import { answerAll, enter, openWebSocket, password, planAll, seen, servingEngine } from '../../../fakes/serving-engine.ts';

const recorded = JSON.parse(readFileSync(new URL('../../../fixtures/measurements/workstation-16-core.json', import.meta.url), 'utf8')) as Measurement;
const refused = (code: string) => (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === code;

test('from welcome to finished over the unix socket, with a failure in between', async () => {
  await using serving = await servingEngine({ failAt: 'create-user', name: 'nvme-server' });
  const client = await serving.client();
  const first = await seen(client, ({ state }) => state === 'asking');
  assert.deepEqual([first.protocol, first.you, first.watchers, first.simulation], [1, { inControl: true, local: true }, 0, { machine: 'nvme-server' }]);
  assert.deepEqual(first.asked, ['welcome', 'network', 'storage', 'ai', 'you', 'security']);
  assert.ok(first.choices.locales.length > 100 && first.choices.profiles.length > 2);
  const plan = await planAll(client);
  assert.equal(plan.disk.path, client.snapshot?.answers.storage.disk?.path);
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  const failed = await seen(client, ({ state }) => state === 'failed');
  assert.deepEqual([failed.failure?.code, failed.failure?.resumable, failed.failure?.stepId], ['step-failed', true, 'create-user-ada']);
  assert.match(failed.failure?.action ?? '', /^Fix the cause, then resume/);
  const done = failed.progress?.steps.filter(({ state }) => state === 'done').length ?? 0;
  assert.ok(done > 10, String(done));
  await client.ask({ type: 'install.retry' });
  const { finished, progress } = await seen(client, ({ state }) => state === 'finished');
  assert.deepEqual([finished?.hostname, finished?.user, finished?.alreadyInstalled, finished?.model], ['edge-01', 'ada', false, plan.ai.model?.name]);
  assert.equal(progress?.fraction, 1);
  assert.ok(progress?.steps.every(({ state }) => state === 'done'));
  const { lines } = await client.ask({ type: 'logs.read', from: 0 }) as { lines: string[] };
  assert.ok(lines.some((line) => line.endsWith('state: finished')));
  const times = (kind: string): number => lines.filter((line) => line.includes('simulated: ') && line.endsWith(`(${kind})`)).length;
  assert.deepEqual([times('write-image'), times('create-user')], [1, 2], 'what was done is not done again');
});

test('a plan is the one that the text of the answers makes, and says what it would do', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  const plan = await planAll(client);
  const { text } = await client.ask({ type: 'spec.text', withSecrets: true }) as { text: string };
  const read = await readUserData(new TextEncoder().encode(text), 'user-data');
  assert.ok(read.ok, JSON.stringify(read));
  const machine = client.snapshot?.machine;
  assert.ok(machine);
  // The ranges of the image are left out of what clients see, so hashes are compared without that step.
  const proposal = planInstall(machine, read);
  assert.ok(proposal.ok);
  assert.deepEqual(proposal.plan.steps.map(({ id }) => id), plan.steps.map(({ id }) => id));
  const without = await client.ask({ type: 'spec.text', withSecrets: false }) as { text: string };
  assert.match(text, /hashed_passwd: \$y\$/);
  assert.doesNotMatch(without.text, /\$y\$/);
});

test('an installation is begun by the hash of its plan and the name of its disk, and by nothing else', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: '0'.repeat(64), disk: 'x' }), refused('not-now'));
  const plan = await planAll(client);
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: '0'.repeat(64), disk: plan.diskName }), refused('plan-changed'));
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: plan.hash, disk: `${plan.diskName} ` }), refused('wrong-disk'));
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.disk.path }), refused('wrong-disk'));
  assert.equal(client.snapshot?.state, 'reviewing');
  // A new answer is another plan: the old one can be confirmed no more.
  const { answers } = await seen(client, () => true);
  await client.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, hostname: 'edge-02' } });
  assert.equal(client.snapshot?.state, 'asking');
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName }), refused('not-now'));
  await client.ask({ type: 'plan.make' });
  const next = await seen(client, ({ state }) => state === 'reviewing');
  assert.notEqual(next.plan?.hash, plan.hash);
  await assert.rejects(client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName }), refused('plan-changed'));
});

test('back from the review loses nothing; cancel, retry and start over', async () => {
  await using serving = await servingEngine({ installSeconds: 3 });
  const client = await serving.client();
  const plan = await planAll(client);
  const { answers } = await seen(client, () => true);
  await client.ask({ type: 'plan.leave' });
  assert.deepEqual([client.snapshot?.state, client.snapshot?.plan], ['asking', undefined]);
  assert.deepEqual(client.snapshot?.answers, answers);
  await client.ask({ type: 'plan.make' });
  await seen(client, ({ state }) => state === 'reviewing');
  assert.equal(client.snapshot?.plan?.hash, plan.hash, 'the same answers are the same plan');
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(client, ({ progress }) => (progress?.fraction ?? 0) > 0.1);
  await assert.rejects(client.ask({ type: 'answers.set', section: 'you', value: answers.you }), refused('not-now'));
  await assert.rejects(client.ask({ type: 'plan.make' }), refused('not-now'));
  await assert.rejects(client.ask({ type: 'power', action: 'reboot' }), refused('not-now'));
  // The wizard's language may change all the time.
  await client.ask({ type: 'answers.set', section: 'welcome', value: { ...answers.welcome, language: 'ar' } });
  assert.equal(client.snapshot?.answers.welcome.language, 'ar');
  await client.ask({ type: 'install.cancel' });
  const { failure } = await seen(client, ({ state }) => state === 'failed');
  assert.deepEqual([failure?.code, failure?.resumable], ['cancelled', true]);
  await assert.rejects(client.ask({ type: 'power', action: 'reboot' }), refused('simulation'));
  await client.ask({ type: 'install.restart' });
  await seen(client, ({ state }) => state === 'asking');
  assert.equal(client.snapshot?.answers.you.hostname, 'edge-01');
  await client.ask({ type: 'plan.make' });
  const again = await seen(client, ({ state }) => state === 'reviewing');
  assert.equal(again.plan?.resumes, true);
  await client.ask({ type: 'install.restart' });
  await seen(client, ({ state }) => state === 'asking');
});

test('progress comes once a second, and only what changed', async () => {
  await using serving = await servingEngine({ installSeconds: 4 });
  const client = await serving.client();
  const plan = await planAll(client);
  const keys: string[][] = [];
  const begun = performance.now();
  client.onMessage((message) => { if (message.type === 'changed') keys.push(Object.keys(message.changes)); });
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(client, ({ state }) => state === 'finished');
  const progress = keys.filter((each) => each.length === 1 && each[0] === 'progress').length;
  const seconds = (performance.now() - begun) / 1000;
  assert.ok(progress >= 2 && progress <= seconds + 2, `${progress} in ${seconds} seconds`);
  assert.ok(keys.every((each) => !each.includes('machine') && !each.includes('choices')), JSON.stringify(keys));
});

test('what is measured while questions are asked is what the plan is made by', async () => {
  await using serving = await servingEngine({ name: 'nvme-server', measurement: recorded, measureSeconds: 4 });
  const client = await serving.client();
  await answerAll(client);
  await client.ask({ type: 'measure.start' });
  const { measuring } = await seen(client, (snapshot) => (snapshot.measuring?.fraction ?? 0) > 0.3);
  assert.match(measuring?.label ?? '', /^Measuring .+ \(recorded 20\d\d-/);
  // Asked for meanwhile: the plan waits for it and does not measure a second time.
  await client.ask({ type: 'plan.make' });
  const { measurement, plan } = await seen(client, ({ state }) => state === 'reviewing');
  assert.equal(measurement?.takenAt, recorded.takenAt);
  assert.match(plan?.ai.reason ?? '', /tokens\/s/);
  await seen(client, ({ ai }) => ai?.candidates.some(({ prediction }) => prediction !== undefined) ?? false);
});

test('measuring can be stopped, and a machine without a recording says that it was not measured', async () => {
  await using serving = await servingEngine({ name: 'nvme-server', measurement: recorded, measureSeconds: 30 });
  const client = await serving.client();
  await seen(client, ({ state }) => state === 'asking');
  await client.ask({ type: 'measure.start' });
  await seen(client, ({ measuring }) => measuring !== undefined);
  await client.ask({ type: 'measure.cancel' });
  await seen(client, ({ measuring, measurement }) => measuring === undefined && measurement === undefined);
  await using other = await servingEngine({ name: 'nvme-server' });
  const second = await other.client();
  await seen(second, ({ state }) => state === 'asking');
  await second.ask({ type: 'measure.start' });
  const { measurement } = await seen(second, (snapshot) => snapshot.measurement !== undefined);
  assert.match(measurement?.findings[0] ?? '', /was not measured: this is a simulation/);
});

test('a simulation does nothing to the computer that it runs on', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  await seen(client, ({ state }) => state === 'asking');
  assert.deepEqual(await client.ask({ type: 'volumes.find' }), []);
  assert.deepEqual(await client.ask({ type: 'keys.find' }), []);
  assert.equal(await client.ask({ type: 'network.apply' }), undefined);
  for (const verb of [{ type: 'spec.save', volume: '/dev/sdb1' }, { type: 'logs.save', volume: '/dev/sdb1' }, { type: 'console.show' }] as const) await assert.rejects(client.ask(verb), refused('simulation'));
  await assert.rejects(client.ask({ type: 'network.scan', device: 'eth0' }), refused('no-radio'));
});

test('a password is judged and hashed; one that the rules refuse is not taken', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  await seen(client, ({ state }) => state === 'asking');
  assert.equal((await client.ask({ type: 'secret.judge', name: 'password', value: 'password' }) as PasswordJudgement).score, 0);
  await assert.rejects(client.ask({ type: 'secret.set', name: 'password', value: 'password' }));
  assert.equal(client.snapshot?.answers.you.hasPassword, false);
  await client.ask({ type: 'secret.set', name: 'password', value: password });
  assert.equal(client.snapshot?.answers.you.hasPassword, true);
  // What a window claims of it does not count.
  await client.ask({ type: 'answers.set', section: 'you', value: { ...client.snapshot.answers.you, hasPassword: false } });
  assert.equal(client.snapshot.answers.you.hasPassword, true);
  await client.ask({ type: 'secret.set', name: 'password', value: null });
  assert.equal(client.snapshot.answers.you.hasPassword, false);
});

test('the passphrase of the disk opens it, so it is kept for the install and is in no text and no file', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  await answerAll(client);
  const { answers: { storage } } = await seen(client, () => true);
  await client.ask({ type: 'answers.set', section: 'storage', value: { ...storage, encrypt: true, hasPassphrase: true } });
  // What a window claims of it does not count, and what the disk will look like is seen before it is typed.
  const open = await seen(client, ({ preview }) => preview?.ok === false && preview.findings.some(({ code }) => code === 'no-passphrase'));
  assert.equal(open.answers.storage.hasPassphrase, false);
  assert.ok(open.preview?.disk?.after.parts.some(({ label, encrypted }) => label === 'cognos-root' && encrypted === true));
  assert.equal((await client.ask({ type: 'secret.judge', name: 'passphrase', value: 'zu kürz' }) as PasswordJudgement).refused, 'passphrase-characters');
  assert.equal((await client.ask({ type: 'secret.judge', name: 'passphrase', value: 'short' }) as PasswordJudgement).refused, 'passphrase-length');
  await assert.rejects(client.ask({ type: 'secret.set', name: 'passphrase', value: 'short' }), refused('passphrase-length'));
  await client.ask({ type: 'secret.set', name: 'passphrase', value: 'CANARY over the weir' });
  const { plan } = await (async () => { await client.ask({ type: 'plan.make' }); return seen(client, ({ state }) => state === 'reviewing'); })();
  assert.ok(plan?.disk.after.parts.some(({ label }) => label === 'cognos-boot'));
  for (const withSecrets of [false, true]) {
    const { text } = await client.ask({ type: 'spec.text', withSecrets }) as { text: string };
    assert.doesNotMatch(text, /CANARY/);
    assert.match(text, /encrypt:\n +# The passphrase was left out: passphrase is missing here, and nothing is installed without it\.\n +luks: passphrase\n/);
  }
  assert.doesNotMatch(JSON.stringify(client.snapshot), /CANARY/);
});

test('an answer that cannot be is told beside its field', async () => {
  await using serving = await servingEngine();
  const client = await serving.client();
  await answerAll(client);
  const { answers } = await seen(client, () => true);
  await client.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, hostname: 'edge_01' } });
  const { preview } = await seen(client, (snapshot) => snapshot.preview?.ok === false && snapshot.preview.findings.some(({ path }) => path === 'hostname'));
  assert.ok(preview?.ok === false && preview.findings.some(({ section }) => section === 'you'));
  await client.ask({ type: 'plan.make' });
  await seen(client, (snapshot) => snapshot.state === 'asking' && snapshot.preview?.ok === false);
});

test('from a browser: a token once, a cookie, the files, the same messages', async () => {
  await using serving = await servingEngine({ gui: join(import.meta.dirname, '../../../fixtures') });
  const { address } = serving;
  const token = serving.token();
  const cookie = await enter(serving);
  assert.match(cookie, /^cognos-\d+=[0-9a-f]{64}$/);
  assert.equal((await fetch(`${address}/enter?token=${token}`)).status, 403, 'a used token is no good');
  assert.notEqual(serving.token(), token, 'a used token is replaced');
  const get = async (path: string): Promise<[number, string | null]> => {
    const response = await fetch(`${address}${path}`, { headers: { Cookie: cookie } });
    await response.arrayBuffer();
    return [response.status, response.headers.get('content-type')];
  };
  assert.deepEqual(await get('/machines/uefi-virtio.json'), [200, 'application/json']);
  assert.deepEqual(await get('/'), [404, 'text/html; charset=utf-8'], 'there is no index.html among the fixtures');
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/machines/..%2f..%2fREADME.md', '/.gitignore', '/machines', '/machines/none.json', '/machines//uefi-virtio.json']) assert.equal((await get(path))[0], 404, path);
  const browser = await openWebSocket(address, cookie);
  assert.equal(browser.snapshot?.state, 'asking');
  assert.deepEqual(await browser.ask({ type: 'control.take' }), { type: 'reply', id: 1, ok: true });
  assert.equal(browser.snapshot?.you.inControl, true);
  browser.close();
});

test('every message of an engine fits the schema', async () => {
  await using serving = await servingEngine({ failAt: 'mount', name: 'nvme-server', measurement: recorded });
  const client = await serving.client();
  const wrong: string[] = [];
  let messages = 0;
  const check = (message: unknown): void => {
    messages += 1;
    if (readMessage(JSON.stringify(message)) === undefined) wrong.push(JSON.stringify(message).slice(0, 2000));
  };
  check({ type: 'snapshot', snapshot: client.snapshot });
  client.onMessage(check);
  await seen(client, ({ state }) => state === 'asking');
  await client.ask({ type: 'plan.make' });
  await client.ask({ type: 'measure.start' }).catch(() => undefined);
  const plan = await planAll(client);
  await client.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(client, ({ state }) => state === 'failed');
  await client.ask({ type: 'install.retry' });
  await seen(client, ({ state }) => state === 'finished');
  check({ type: 'snapshot', snapshot: client.snapshot });
  assert.deepEqual(wrong, []);
  assert.ok(messages > 10, String(messages));
});

test('user-data with open sections: those are asked, the rest is in the plan', async () => {
  const { readBase } = await import('../../../../installer/engine/base-spec.ts');
  const text = '#cloud-config\nhostname: from-file\npackages: [htop]\nusers: [{name: ada, ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net]}]\ncognos: {version: 1, interactive: [storage]}\n';
  const base = await readBase({ file: 'user-data', bytes: new TextEncoder().encode(text) }, () => undefined);
  await using serving = await servingEngine({ base });
  const client = await serving.client();
  const { asked, answers, disks } = await seen(client, ({ state, disks: offered }) => state === 'asking' && offered.length > 0);
  assert.deepEqual([asked, answers.you.hostname, answers.you.name], [['storage'], 'from-file', 'ada']);
  const [disk] = disks.filter(({ refusal }) => refusal === undefined);
  assert.ok(disk);
  await client.ask({ type: 'answers.set', section: 'storage', value: { ...answers.storage, disk: { path: disk.path, bytes: disk.bytes, ...(disk.serial ? { serial: disk.serial } : {}) } } });
  await client.ask({ type: 'plan.make' });
  const { plan } = await seen(client, ({ state }) => state === 'reviewing');
  assert.ok(plan?.keys.some(({ key }) => key === 'packages'), JSON.stringify(plan?.keys));
  const { text: saved } = await client.ask({ type: 'spec.text', withSecrets: false }) as { text: string };
  assert.match(saved, /htop/);
  assert.doesNotMatch(saved, /interactive/);
});

test('the socket and its token are for their user and group alone', async () => {
  await using serving = await servingEngine();
  assert.equal((await stat(serving.socket)).mode & 0o777, 0o660);
  assert.equal((await stat(join(serving.folder, 'ui/token'))).mode & 0o777, 0o640);
  assert.equal((await stat(join(serving.folder, 'ui'))).mode & 0o777, 0o750);
  assert.match(await readFile(join(serving.folder, 'ui/enter.html'), 'utf8'), new RegExp(`url=${serving.address}/enter\\?token=${serving.token()}`));
  await assert.rejects(connect({ path: serving.socket, token: 'guessed' }), refused('not-known'));
});
