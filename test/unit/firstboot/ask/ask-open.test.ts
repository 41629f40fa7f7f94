import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { answer } from '../../../../firstboot/ask/answer.ts';
import { askAgain, askOpen } from '../../../../firstboot/ask/ask-open.ts';
import { submit } from '../../../../firstboot/ask/asking.ts';
import type { Answers } from '../../../../firstboot/ask/question.ts';
import { answeredPath, outcomePath, pendingAnswersPath, questionsPath, unansweredPath } from '../../../../firstboot/paths.ts';
import type { StepContext } from '../../../../shared/plan/step.ts';
import type { Host } from '../../../../shared/system/host.ts';
import { hash, key } from './ask-machines.ts';
import { askedMachine, noLinks, type AskedMachine } from './asked-machine.ts';

const signal = new AbortController().signal;
const full: Answers = { locale: 'C.UTF-8', user: 'ada', passwordHash: hash, key, hostname: 'edge-01', model: 'auto' };
const machines: AskedMachine[] = [];
after(() => { machines.forEach((machine) => { machine.remove(); }); });

async function machine(options?: Parameters<typeof askedMachine>[0]): Promise<AskedMachine> {
  const made = await askedMachine(options);
  machines.push(made);
  return made;
}

/** The step, as the executor runs it. @returns what it warned of */
async function step(host: Host): Promise<string[]> {
  const warnings: string[] = [];
  const context: StepContext = { host, target: host, signal, reveal: (text) => text, onProgress: () => undefined, warn: async (message) => { warnings.push(message); } };
  await askOpen({ id: 'ask-open', kind: 'ask-open', label: 'Asking what is open', weight: 1 }, context);
  return warnings;
}

const started = ({ calls }: AskedMachine): string[] => calls.map(({ line }) => line).filter((line) => /^systemctl .*(start|reload)/.test(line));
const slept = ({ calls }: AskedMachine): number => calls.filter(({ line }) => line === 'sleep 1').length;

test('nothing open: nothing is started, waited for or written', async () => {
  const asked = await machine();
  await asked.host.writeFile('/etc/cognos/spec.yaml', `hostname: edge-01\nusers: [{name: ada, ssh_authorized_keys: ["${key}"]}]\ncognos: {version: 1, ai: {model: auto}}\n`);
  const before = asked.files();
  assert.deepEqual(await step(asked.host), []);
  assert.deepEqual(asked.files(), before);
  assert.deepEqual(started(asked), []);
});

test('answered on the console while the step waits: applied, closed, and a second run does nothing', async () => {
  let sleeps = 0;
  const asked: AskedMachine = await machine({
    before: async (line) => {
      if (line !== 'sleep 1' || ++sleeps !== 3) return;
      assert.ok(await submit(asked.host, { id: 'one', answers: full }));
      assert.ok(!await submit(asked.host, { id: 'two', answers: { ...full, user: 'eve' } }), 'the second of two was heard');
      assert.equal(await answer(asked.host, signal), 'The open questions of this machine are answered');
    },
  });
  assert.deepEqual(await step(asked.host), []);
  assert.deepEqual(started(asked), ['systemctl --no-block start cognos-answer.path cognos-ask@tty1.service cognos-ask-serial@ttyS0.service']);
  const files = asked.files();
  assert.match(files.get('/etc/shadow') ?? '', new RegExp(`^ada:${hash.replace(/[$.]/g, '\\$&')}:`, 'm'));
  assert.equal(files.get('/etc/hosts'), '127.0.0.1\tlocalhost\n127.0.1.1\tedge-01\n');
  for (const path of [unansweredPath, pendingAnswersPath, questionsPath, '/run/cognos-ask/answers.json']) assert.ok(!files.has(path), path);
  assert.equal(JSON.parse(files.get(outcomePath) ?? '').id, 'one');
  const calls = asked.calls.length;
  assert.deepEqual(await step(asked.host), []);
  assert.deepEqual(asked.files(), files);
  assert.equal(asked.calls.length, calls);
});

test('nobody answers: after ten minutes names and model are as by default, a person is asked for on every start', async () => {
  const asked = await machine();
  const warnings = await step(asked.host);
  assert.equal(slept(asked), 600);
  assert.match(warnings[0] ?? '', /^Nobody answered within 10 minutes, so these were taken: hostname cognos-[0-9a-f]{6}, model auto$/);
  assert.match(warnings[1] ?? '', /^Nobody can log in yet/);
  assert.match(asked.files().get('/etc/hostname') ?? '', /^cognos-[0-9a-f]{6}\n$/);
  assert.ok(asked.files().has(unansweredPath));
  // Still before the restart: who sits there now may name it all the same.
  assert.ok(await submit(asked.host, { id: 'late', answers: full }));
  assert.equal(await answer(asked.host, signal), 'The open questions of this machine are answered');
  assert.equal(asked.files().get('/etc/hostname'), 'edge-01\n');
});

test('the next start asks what is still open, and what is answered by then is asked no more', async () => {
  const asked = await machine();
  await step(asked.host);
  await asked.host.remove('/run');
  assert.match(await askAgain(asked.host, signal), /open questions: they are asked on the console/);
  const again = JSON.parse(asked.files().get(questionsPath) ?? '') as { questions: { id: string }[] };
  assert.deepEqual(again.questions.map(({ id }) => id), ['user', 'password', 'key']);
  assert.ok(await submit(asked.host, { id: 'x', answers: { user: 'ada', key } }));
  await answer(asked.host, signal);
  await asked.host.remove('/run');
  assert.equal(await askAgain(asked.host, signal), 'Nothing is open on this machine any more');
});

test('only a person is missing: first boot does not wait at all', async () => {
  const asked = await machine();
  await asked.host.writeFile('/etc/cognos/spec.yaml', 'hostname: edge-01\ncognos: {version: 1, ai: {model: auto}}\n');
  assert.match((await step(asked.host)).join(), /^Nobody can log in yet/);
  assert.equal(slept(asked), 0);
  assert.equal(started(asked).length, 1);
});

test('ask: never asks nobody and says what that means; ask: network opens the browser form too', async () => {
  const never = await machine({ links: noLinks });
  await never.host.writeFile('/etc/cognos/spec.yaml', 'cognos: {version: 1, firstboot: {ask: never}}\n');
  const warnings = await step(never.host);
  assert.deepEqual(started(never), []);
  assert.match(warnings.join('\n'), /Nobody can log in, and the spec says that nobody is to be asked[\s\S]*No network interface has an address/);
  assert.ok(!never.files().has(unansweredPath));
  const network = await machine();
  await network.host.writeFile('/etc/cognos/spec.yaml', 'cognos: {version: 1, firstboot: {ask: network}}\n');
  await step(network.host);
  assert.match(started(network).join(), /try-reload-or-restart nftables.service.*cognos-ask-network\.service/);
});

test('where somebody can log in and the spec says nothing about asking, the login prompt stays', async () => {
  const asked = await machine();
  await asked.host.writeFile('/etc/shadow', `root:!:1::::::\nada:${hash}:1::::::\n`);
  await asked.host.writeFile('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\n');
  assert.deepEqual(await step(asked.host), ['The host name was left open and stays cognos; `hostnamectl hostname NAME` gives the machine another']);
  assert.deepEqual(started(asked), []);
  assert.equal(slept(asked), 0);
});

test('a clone of an answered machine asks again', async () => {
  const asked = await machine();
  await asked.host.writeFile(answeredPath, `${'f'.repeat(32)}\n`);
  await step(asked.host);
  assert.equal(started(asked).length, 1);
});

test('what comes from the asking process is checked again by root', async () => {
  const bad: [change: Partial<Record<keyof Answers, unknown>>, sentence: RegExp][] = [
    [{ user: 'root' }, /User name: "root" is a user of the system itself/], [{ user: 'a b' }, /is no user name/], [{ user: undefined }, /User name: an answer is needed/],
    [{ passwordHash: 'plain' }, /this is no password hash/], [{ passwordHash: `${hash}\nroot:x` }, /password hash/], [{ key: `${key}\n${key}` }, /more than one line/],
    [{ key: 'command="x" ssh-rsa AAAA' }, /options such as command=|no public ssh key/], [{ hostname: '../../etc' }, /is no host name/], [{ locale: 'x' }, /there is no locale/],
    [{ passwordHash: undefined, key: undefined }, /nobody could log in/], [{ model: 'x/../y' }, /there is no model/],
  ];
  for (const [change, sentence] of bad) {
    const asked = await machine();
    await asked.start();
    const before = asked.files();
    assert.ok(await submit(asked.host, { id: 'x', answers: { ...full, ...change } as Answers }));
    assert.match(await answer(asked.host, signal), sentence);
    const changed = [...asked.files()].filter(([path, content]) => before.get(path) !== content).map(([path]) => path);
    assert.deepEqual(changed.filter((path) => !path.startsWith('/run/')), [], JSON.stringify(change));
  }
});

test('nobody is added to a machine where somebody can log in by now', async () => {
  const asked = await machine();
  await asked.start();
  await asked.host.writeFile('/etc/shadow', `root:!:1::::::\nada:${hash}:1::::::\n`);
  await asked.host.writeFile('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\n');
  assert.ok(await submit(asked.host, { id: 'x', answers: { ...full, user: 'eve' } }));
  assert.match(await answer(asked.host, signal), /somebody can log in to this machine by now/);
  assert.ok(!asked.files().get('/etc/passwd')?.includes('eve'));
});

test('a power cut at every single file and command of applying leaves no half user and asks no second time for nothing', async (t) => {
  let cuts = 0;
  for (let at = 1; ; at += 1) {
    const asked: AskedMachine = await machine({ before: (line) => (line === 'sleep 1' ? answerOnce(asked) : undefined) });
    await asked.start();
    assert.ok(await submit(asked.host, { id: 'x', answers: full }));
    const cut = cutAt(asked.host, at);
    const line = await answer(cut.host, signal).catch(() => undefined);
    if (line !== undefined && !cut.happened()) break;
    cuts += 1;
    await asked.host.remove('/run');
    await asked.host.writeFile('/run/cognos-ask/README', '');
    await step(asked.host);
    assertComplete(asked, at);
  }
  t.diagnostic(`${cuts} power cuts`);
  assert.ok(cuts > 30, `only ${cuts} cuts`);
});

/** A person who answers when asked, once. */
async function answerOnce(asked: AskedMachine): Promise<void> {
  if (await asked.host.exists(questionsPath) && await submit(asked.host, { id: 'again', answers: full })) await answer(asked.host, signal);
}

function assertComplete(asked: AskedMachine, at: number): void {
  const files = asked.files();
  assert.equal(files.get('/etc/passwd')?.split('\n').filter((line) => line.startsWith('ada:')).length, 1, `cut ${at}`);
  assert.ok(files.get('/etc/shadow')?.includes(`ada:${hash}:`), `cut ${at}: no password`);
  assert.equal(files.get('/home/ada/.ssh/authorized_keys'), `${key}\n`, `cut ${at}`);
  assert.equal(files.get('/etc/hostname'), 'edge-01\n', `cut ${at}`);
  assert.equal(files.get('/etc/cognos/spec.yaml')?.match(/name: ada/g)?.length, 1, `cut ${at}`);
  assert.ok(!files.has(pendingAnswersPath), `cut ${at}: answers left behind`);
}

/** Everything after the nth touch of the machine is refused, as by a machine that is off. */
function cutAt(host: Host, at: number): { host: Host; happened: () => boolean } {
  let touches = 0;
  const cut = new Proxy(host, {
    get: (target, name: keyof Host) => async (...args: unknown[]) => {
      if (++touches >= at) throw new Error('the power is gone');
      return (target[name] as (...args: unknown[]) => unknown)(...args);
    },
  });
  return { host: cut, happened: () => touches >= at };
}
