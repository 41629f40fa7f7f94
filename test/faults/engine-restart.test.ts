/** The engine itself is killed and comes back: it says what happened, and goes on. And what is secret stays so through all of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromPromise } from 'xstate';
import { startEngine, type Connection, type Engine } from '../../installer/engine/engine.ts';
import { findInterrupted } from '../../installer/engine/interrupted.ts';
import { openKeeper, readLeft } from '../../installer/engine/kept.ts';
import { openLogLines } from '../../installer/engine/log-lines.ts';
import { hostSystem } from '../../installer/engine/system/host-system.ts';
import { provideActors } from '../../installer/machine/install-actors.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import { applyMessage } from '../../shared/protocol/apply-changes.ts';
import type { Verb } from '../../shared/protocol/request.ts';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';
import { loggingHost } from '../../shared/system/logging-host.ts';
import { installingMachine, type InstallingMachine } from '../fakes/installing-machine.ts';
import type { Answer } from '../fakes/recording-host.ts';
import { seen } from '../fakes/serving-engine.ts';
import { countFaults } from './count-faults.ts';

const faults = countFaults('the engine, killed', 15);
const canary = 'Canary-Wren-41-Parapet!';
const wirelessCanary = 'canary wireless key';

interface Living { engine: Engine; fake: InstallingMachine; log: string[]; messages: string[]; ask(verb: Verb): Promise<unknown>; readonly snapshot: Snapshot | undefined }

/** An engine on a machine that has disk and /run of its own; with `after`, those of an engine that was killed. */
async function live(after?: InstallingMachine, commands: Record<string, Answer> = {}): Promise<Living> {
  const fake = installingMachine('uefi-virtio', {
    perl: ({ args }) => `${args[2] ?? ''}$${'h'.repeat(43)}`,
    'ip -json': '[]', ...commands,
  });
  for (const [path, file] of after?.host.files ?? []) fake.host.files.set(path, { ...file });
  const log: string[] = [];
  const lines = openLogLines();
  const note = (line: string): void => { log.push(line); lines.add(line); };
  const host = loggingHost(fake.host, async (line) => { note(line); });
  const measure = fromPromise<undefined>(() => Promise.resolve(undefined)) as never;
  const engine = startEngine({
    machine: ({ measured, onInstall }) => provideActors({ host, reset: false, confirmed: true, measured, onInstall })
      .provide({ actors: { probe: fromPromise(() => Promise.resolve(fake.probed())), measure } }),
    system: hostSystem(host, fake.host, note), catalogue: builtinCatalogue, lines, log: note, keeper: openKeeper(fake.host, note),
    left: await readLeft(fake.host), interrupted: await findInterrupted(fake.host),
  });
  const looking = window(engine);
  return { engine, fake, log, messages: looking.messages, ask: looking.ask, get snapshot() { return looking.snapshot; } };
}

function window(engine: Engine): Pick<Living, 'messages' | 'ask' | 'snapshot'> {
  const messages: string[] = [];
  let snapshot: Snapshot | undefined;
  let id = 0;
  const receive = (message: Message): void => {
    messages.push(JSON.stringify(message));
    snapshot = applyMessage(snapshot, message);
  };
  const connection: Connection = engine.connect({ local: true, receive });
  return {
    messages,
    get snapshot() { return snapshot; },
    async ask(verb) {
      const reply = await connection.ask({ id: ++id, ...verb });
      messages.push(JSON.stringify(reply));
      if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error);
      return reply.value;
    },
  };
}

const wireless = { kind: 'configured' as const, spec: { version: 2 as const, ethernets: { enp1s0: { dhcp4: true } }, wifis: { wlan0: { dhcp4: true, 'access-points': { Home: { password: wirelessCanary } } } } } };

async function review(living: Living): Promise<NonNullable<Snapshot['plan']>> {
  const { answers } = await seen(living, ({ state, disks }) => state === 'asking' && disks.length > 0);
  const disk = living.snapshot?.disks.find(({ refusal }) => refusal === undefined) ?? assert.fail('no disk');
  await living.ask({ type: 'answers.set', section: 'storage', value: { ...answers.storage, disk: { path: disk.path, bytes: disk.bytes, ...(disk.serial ? { serial: disk.serial } : {}) } } });
  await living.ask({ type: 'answers.set', section: 'network', value: wireless });
  await living.ask({ type: 'answers.set', section: 'you', value: { ...answers.you, name: 'ada', hostname: 'edge-01' } });
  await living.ask({ type: 'secret.set', name: 'password', value: canary });
  await living.ask({ type: 'plan.make' });
  const { plan } = await seen(living, ({ state, preview }) => state === 'reviewing' || (state === 'asking' && preview?.ok === false));
  return plan ?? assert.fail(JSON.stringify(living.snapshot?.preview));
}

/** Runs until a command begins that never ends, and is left there: what a SIGKILL leaves. */
async function killedAt(command: string, after?: InstallingMachine): Promise<{ killed: Living; plan: NonNullable<Snapshot['plan']> }> {
  faults.inject();
  const reached = Promise.withResolvers<void>();
  const killed = await live(after, { [command]: () => { reached.resolve(); return new Promise<string>(() => undefined); } });
  const plan = await review(killed);
  await killed.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await reached.promise;
  return { killed, plan };
}

test('killed with the system half written: what happened is said, and it goes on where it was', async () => {
  const { killed, plan } = await killedAt('chroot /target useradd');
  const next = await live(killed.fake);
  const { failure, answers, plan: again } = await seen(next, ({ state }) => state === 'failed');
  assert.deepEqual([failure?.code, failure?.resumable, failure?.stepId], ['interrupted', true, 'create-user-ada']);
  assert.match(failure?.message ?? '', /^The installer was ended during "Creating the user ada", when \d+ of \d+ steps were done$/);
  assert.match(failure?.action ?? '', /^Resume: it goes on where it stopped/);
  assert.deepEqual([again?.hash, again?.resumes, answers.you.name, answers.you.hasPassword], [plan.hash, true, 'ada', true]);
  const before = next.fake.done().length;
  assert.ok(before > 10, String(before));
  await next.ask({ type: 'install.retry' });
  await seen(next, ({ state }) => state === 'finished');
  assert.equal(next.fake.host.lines.filter((line) => line.startsWith('sfdisk')).length, 0, 'the disk is not partitioned again');
  assert.match(next.fake.host.lines.join('\n'), /chroot \/target useradd/);
  await next.engine.stop();
});

test('killed before the target was there: it can begin again with the same answers', async () => {
  const { killed, plan } = await killedAt('mkfs.vfat');
  const next = await live(killed.fake);
  const { failure, plan: again } = await seen(next, ({ state }) => state === 'failed');
  assert.deepEqual([failure?.code, again?.hash, again?.resumes], ['interrupted', plan.hash, false]);
  assert.match(failure?.action ?? '', /^Resume: it begins again/);
  await next.ask({ type: 'install.retry' });
  await seen(next, ({ state }) => state === 'finished');
  await next.engine.stop();
});

test('killed again and again it still comes to its end', async () => {
  let last: InstallingMachine | undefined = (await killedAt('chroot /target useradd')).killed.fake;
  for (const command of ['chroot /target usermod', 'chroot /target chpasswd', 'chroot /target cp -- /usr/lib/shim/mmx64.efi.signed', 'efibootmgr --verbose']) {
    faults.inject();
    const reached = Promise.withResolvers<void>();
    const again = await live(last, { [command]: () => { reached.resolve(); return new Promise<string>(() => undefined); } });
    await seen(again, ({ state }) => state === 'failed');
    await again.ask({ type: 'install.retry' });
    await reached.promise;
    last = again.fake;
  }
  const end = await live(last);
  await seen(end, ({ state }) => state === 'failed');
  await end.ask({ type: 'install.retry' });
  await seen(end, ({ state }) => state === 'finished');
  await end.engine.stop();
});

test('killed after the end: it is finished still', async () => {
  const first = await live();
  const plan = await review(first);
  await first.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(first, ({ state }) => state === 'finished');
  faults.inject();
  const next = await live(first.fake);
  const { finished } = await seen(next, ({ state }) => state === 'finished');
  assert.deepEqual([finished?.hostname, finished?.alreadyInstalled], ['edge-01', false]);
  await next.engine.stop();
});

test('killed while questions were asked: no answer is lost', async () => {
  const first = await live();
  const plan = await review(first);
  await first.ask({ type: 'plan.leave' });
  await first.engine.stop();
  faults.inject();
  const next = await live(first.fake);
  const { answers } = await seen(next, ({ state, disks }) => state === 'asking' && disks.length > 0);
  assert.deepEqual([answers.you.name, answers.you.hasPassword, answers.network.kind], ['ada', true, 'configured']);
  await next.ask({ type: 'plan.make' });
  assert.equal((await seen(next, ({ state }) => state === 'reviewing')).plan?.hash, plan.hash);
  await next.engine.stop();
});

test('an interrupted install of other answers is the one in front of the machine to lose', async () => {
  const { killed } = await killedAt('chroot /target useradd');
  for (const path of ['/run/cognos/answers.json', '/run/cognos/secrets.json', '/run/cognos/journal.jsonl']) killed.fake.host.files.delete(path);
  const next = await live(killed.fake);
  const plan = await review(next);
  assert.equal(plan.resumes, false, 'another salt is another plan');
  await next.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName });
  await seen(next, ({ state }) => state === 'finished');
  assert.equal(next.fake.host.lines.filter((line) => line.startsWith('sfdisk')).length, 1);
  await next.engine.stop();
});

test('what was kept and is broken is left out: the wizard begins anew', async () => {
  for (const content of ['', '{', '{"answers":{}}', '{"answers":{"you":{"name":"x"}}}', 'null', '[]']) {
    faults.inject();
    const fake = installingMachine();
    fake.host.files.set('/run/cognos/answers.json', { content, mode: 0o600 });
    fake.host.files.set('/run/cognos/secrets.json', { content, mode: 0o600 });
    fake.host.files.set('/run/cognos/journal.jsonl', { content, mode: 0o600 });
    const next = await live(fake);
    const { answers } = await seen(next, ({ state }) => state === 'asking');
    assert.equal(answers.you.name, '');
    await next.engine.stop();
  }
});

test('password and wireless key are in no snapshot, log, journal, argv or file but those that are theirs', async () => {
  const { killed } = await killedAt('chroot /target useradd');
  const next = await live(killed.fake);
  await seen(next, ({ state }) => state === 'failed');
  await next.ask({ type: 'install.retry' });
  await seen(next, ({ state }) => state === 'finished');
  for (const living of [killed, next]) {
    await living.ask({ type: 'spec.text', withSecrets: false });
    await living.ask({ type: 'logs.read', from: 0 });
    const said = [...living.messages, ...living.log, ...living.fake.host.lines].join('\n');
    for (const secret of [canary, wirelessCanary]) assert.ok(!said.includes(secret), `${secret} was told`);
    const holding = (secret: string): string[] => [...living.fake.host.files].filter(([, { content }]) => content.includes(secret)).map(([path]) => path);
    assert.deepEqual(holding(canary), [], 'the password is kept nowhere');
    // The key is in the target's own network file, and for a restart of the engine in a file of root's.
    assert.deepEqual(holding(wirelessCanary).filter((path) => !path.startsWith('/target/etc/netplan/')), ['/run/cognos/secrets.json']);
    const hash = `$${'h'.repeat(43)}`;
    assert.ok(!said.includes(hash), 'nor is the hash told');
    assert.ok(holding(hash).every((path) => path === '/run/cognos/secrets.json' || path.startsWith('/target/')), holding(hash).join(' '));
    for (const path of ['/run/cognos/secrets.json', '/run/cognos/answers.json']) assert.equal(living.fake.host.files.get(path)?.mode, 0o600, path);
    const stdin = living.fake.host.calls.filter(({ stdin: text }) => text?.includes(canary)).map(({ file }) => file);
    assert.ok(stdin.every((file) => file === 'perl'), stdin.join(' '));
  }
  // Shown what stands in its place, a window sends that back; the key stays what it was.
  const { answers } = await seen(next, () => true);
  assert.match(JSON.stringify(answers.network), /⟦secret:network\.wifis\./);
  await next.engine.stop();
});

test('a window that sends back what it was shown of the network changes nothing', async () => {
  const living = await live();
  const plan = await review(living);
  const { answers } = await seen(living, () => true);
  await living.ask({ type: 'answers.set', section: 'network', value: answers.network });
  await living.ask({ type: 'plan.make' });
  assert.equal((await seen(living, ({ state }) => state === 'reviewing')).plan?.hash, plan.hash);
  assert.match((await living.ask({ type: 'spec.text', withSecrets: true }) as { text: string }).text, new RegExp(wirelessCanary));
  faults.inject();
  const forged = { ...wireless, spec: { ...wireless.spec, wifis: { wlan0: { 'access-points': { Home: { password: '⟦secret:users.ada.hashed_passwd⟧' } } } } } };
  await assert.rejects(living.ask({ type: 'answers.set', section: 'network', value: forged }));
  await living.engine.stop();
});
