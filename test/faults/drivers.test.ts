/** Faults 34 and 35: apt, dpkg, DKMS, Secure Boot and devices that do not do what the driver plan wants. The CPU is always there. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { installDrivers } from '../../firstboot/drivers/install-drivers.ts';
import { runLaterDrivers } from '../../firstboot/drivers/later-drivers.ts';
import { RebootNeeded } from '../../firstboot/waiting.ts';
import type { Host } from '../../shared/system/host.ts';
import { drivenMachine, kernel, planFor, runToTheEnd, type DrivenMachine, type Situation } from '../unit/firstboot/drivers/driven-machine.ts';

let injected = 0;
after(() => { console.log(`injected faults (drivers): ${injected}`); });

function faulty(situation: Situation): DrivenMachine {
  injected += 1;
  return drivenMachine({ ...situation });
}

const nvidia = { plan: planFor('rtx-4090'), driver: 'nouveau' };
const secured = { plan: planFor('rtx-4090', { mokEnrolment: 'ask' }, true), driver: 'nouveau', secureBoot: true, files: { '/etc/cognos/spec.yaml': 'cognos: {version: 1, ai: {enrol_key: ask}}\n' } };
const asked = { mayEnrol: true };

/** The first `times` calls with that verb; simulations are none. */
function failing(verb: string, words: string, times = Infinity): NonNullable<Situation['aptFails']> {
  let left = times;
  return (args) => (args.includes(verb) && !args.includes('--simulate') && (left -= 1) >= 0 ? words : undefined);
}

const held = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?';

test('apt’s lock is held for a while: waited for, said once', async () => {
  for (const verb of ['update', 'install']) {
    const machine = faulty({ ...nvidia, aptFails: failing(verb, held, 2) });
    assert.equal((await runToTheEnd(machine)).path, 'vulkan');
    assert.deepEqual(machine.said, ['Waiting for another program that uses apt (process 812 (unattended-upgr))']);
    assert.equal(machine.host.lines.filter((line) => line.startsWith('sleep')).length, 2);
  }
});

test('apt’s lock is held for good: left for later, the machine goes on with the CPU', async () => {
  const machine = faulty({ ...nvidia, aptFails: failing('update', held) });
  const record = await runToTheEnd(machine);
  assert.deepEqual([record.path, record.stages[0]?.state], ['cpu', 'queued']);
  assert.match(record.stages[0]?.why ?? '', /^Another program held apt’s lock for too long: Could not get lock/);
  assert.equal(machine.ai().choice.agent?.gpuLayers, 0);
});

test('no network, or none that answers: queued without waiting, and done later by itself', async () => {
  for (const more of [{}, { commands: { 'ip -4 route show': 'default via 192.0.2.1 dev eth0\n' } }]) {
    const machine = faulty({ ...nvidia, online: false, ...more });
    await handle(machine.host);
    assert.deepEqual(machine.record().stages.map(({ state }) => state), ['queued']);
    assert.match(machine.record().stages[0]?.why ?? '', /^The package repositories could not be reached: /);
    assert.ok(machine.host.files.has('/var/lib/cognos/drivers-queued'));
    assert.equal(machine.host.lines.at(-1), 'systemctl start --no-block cognos-drivers.timer');
    assert.deepEqual([machine.ai().choice.agent?.gpuLayers, machine.ai().drivers.path], [0, 'cpu']);
    await later(machine, { moves: 0 }); // Still nothing.
    machine.situation.online = true;
    const said = await later(machine, { moves: 0 });
    assert.match(said.at(-1) ?? '', /^The rest follows at the next restart, whenever that suits you: /);
    await later(machine, { moves: 0 });
    machine.restart();
    await later(machine, { moves: 1 });
    assert.deepEqual([machine.record().path, machine.ai().choice.agent?.gpuLayers, machine.ai().choice.prediction?.device], ['vulkan', 33, 'Vulkan0']);
    assert.ok(!machine.host.files.has('/var/lib/cognos/drivers-queued'));
    assert.equal(machine.host.lines.at(-1), 'systemctl stop --no-block cognos-drivers.timer');
  }
});

test('a mirror that changed under way: new lists, a second try', async () => {
  const machine = faulty({ ...nvidia, aptFails: failing('install', 'E: Failed to fetch http://mirror.example/x.deb  404  Not Found', 1) });
  assert.equal((await runToTheEnd(machine)).path, 'vulkan');
});

test('DKMS cannot build: its packages go, apt is healthy, the compiler’s words are in the record', async () => {
  const log = '/var/lib/dkms/nvidia-current/535.261.03/build/make.log';
  const machine = faulty({
    ...nvidia, files: { [log]: 'make: Entering directory\n\nnv.c:12: error: too few arguments\nmake[2]: *** [nv.o] Error 1\nmake: *** [all] Error 2\n' },
    breaks: () => 'Errors were encountered while processing:\n nvidia-kernel-dkms\nE: Sub-process /usr/bin/dpkg returned an error code (1)',
  });
  const record = await runToTheEnd(machine);
  assert.deepEqual([record.path, record.stages[0]?.state], ['cpu', 'failed']);
  assert.equal(record.stages[0]?.why, 'The module could not be built: nv.c:12: error: too few arguments / make[2]: *** [nv.o] Error 1 / make: *** [all] Error 2. Its packages were taken away again; apt and dpkg are in order.');
  assert.deepEqual([...machine.installed.keys()], ['linux-image-amd64']);
  assert.deepEqual(record.devices.map(({ path }) => path), ['none', 'none']);
  assert.equal(machine.host.links.get('/sys/bus/pci/devices/0000:01:00.0/driver'), '../../drivers/nouveau');
  assert.ok(!machine.host.lines.some((line) => line.startsWith('modprobe')), 'the kernel’s own driver keeps the card');
});

test('DKMS leaves the module out without a word: as if it had failed', async () => {
  const machine = faulty({ ...nvidia, skipsBuild: true });
  const record = await runToTheEnd(machine);
  assert.equal(record.stages[0]?.state, 'failed');
  assert.match(record.stages[0]?.why ?? '', new RegExp(`^The module was not built for kernel ${kernel}\\. Its packages were taken away`));
});

test('apt refuses: nothing is changed, the reason is apt’s', async () => {
  const machine = faulty({ ...nvidia, aptFails: failing('install', 'E: Packages need to be removed but remove is disabled.') });
  const record = await runToTheEnd(machine);
  assert.equal(record.stages[0]?.why, 'apt would not install it: Packages need to be removed but remove is disabled. Nothing was changed.');
});

test('Secure Boot, nobody asked for: the module is not even built', async () => {
  const machine = faulty(secured);
  const record = await runToTheEnd(machine, { mayEnrol: false });
  assert.deepEqual([record.path, record.stages[0]?.state], ['cpu', 'not-done']);
  assert.ok(!machine.host.lines.some((line) => line.startsWith('env') || line.startsWith('mokutil --import')));
});

test('Secure Boot with a person: a one-time password on the consoles and nowhere else, enrolled, the module loads', async () => {
  const machine = faulty(secured);
  assert.ok(await machine.run(asked) instanceof RebootNeeded);
  const given = machine.host.calls.find(({ args }) => args[0] === '--import');
  const [, password = ''] = /^(\d{8})\n\1\n$/.exec(given?.stdin ?? '') ?? assert.fail('no password was given');
  const shown = machine.host.calls.filter(({ file }) => file === 'dd');
  assert.deepEqual(shown.map(({ args }) => args[0]), ['of=/dev/tty1', 'of=/dev/ttyS0']);
  assert.ok(shown.every(({ stdin }) => stdin?.includes(password)));
  assert.ok(!machine.host.lines.some((line) => line.includes(password)));
  assert.ok(![...machine.host.files.values()].some(({ content }) => content.includes(password)));
  assert.ok(!machine.said.some((sentence) => sentence.includes(password)));
  machine.situation.enrolled = true;
  machine.restart();
  const record = await machine.run(asked);
  assert.ok(!(record instanceof RebootNeeded) && record.path === 'vulkan');
});

test('Secure Boot, the blue screen missed: CPU with the reason, and on the GPU once the key is enrolled after all', async () => {
  const machine = faulty(secured);
  const record = await runToTheEnd(machine, asked);
  assert.deepEqual([record.path, record.stages[0]?.state], ['cpu', 'queued']);
  assert.match(record.stages[0]?.why ?? '', /^Secure Boot refuses the driver’s module until its key \(\/var\/lib\/dkms\/mok\.pub\) is enrolled, and at the last start nobody did\. `cognos-firstboot drivers enrol`/);
  await later(machine, { moves: 0 });
  machine.situation.enrolled = true;
  machine.restart();
  await later(machine, { moves: 1 });
  assert.equal(machine.record().path, 'vulkan');
});

test('a module that the firmware refuses, or that is not there, after the restart: said, no second restart', async () => {
  for (const [words, why] of [
    ['modprobe: ERROR: could not insert \'nvidia\': Key was rejected by service', 'Secure Boot is on and the firmware does not know the key that the module nvidia is signed with.'],
    ['modprobe: FATAL: Module nvidia not found', 'The module nvidia could not be loaded: modprobe exited with 1: modprobe: FATAL: Module nvidia not found.'],
  ]) {
    const machine = faulty({ ...nvidia, commands: { modprobe: { exitCode: 1, stderr: words ?? '' } } });
    const record = await runToTheEnd(machine);
    assert.deepEqual([record.path, record.devices[0]?.why], ['cpu', [why]]);
  }
});

test('a device that crashes, is slower, or is a program in disguise: CPU, and the backend goes', async () => {
  const cases: [Partial<Situation>, RegExp, boolean][] = [
    [{ gpu: 'ggml_vulkan: device lost' }, /^No tokens came from it: llama\.cpp crashed \(SIGSEGV\): ggml_vulkan: device lost\.$/, true],
    [{ gpu: 2 }, /^It answered, but not faster than the CPU: 2 against 5 tokens\/s/, true],
    [{ devices: '  Vulkan0: llvmpipe (LLVM 15) (1000 MiB, 900 MiB free)\n' }, /^Its driver is loaded, but llama\.cpp does not find it through Vulkan\.$/, false],
    [{ devices: '  Vulkan0: NVIDIA GeForce RTX 4090 (24564 MiB, 10 MiB free)\n' }, /^No tokens came from it: only 10 MiB of its memory are free\.$/, true],
  ];
  for (const [change, why, isRemoved] of cases) {
    const machine = faulty({ ...nvidia, ...change });
    const record = await runToTheEnd(machine);
    assert.equal(record.path, 'cpu');
    assert.match(record.devices[0]?.why[0] ?? '', why);
    assert.equal(machine.installed.has('cognos-llama-vulkan'), !isRemoved);
    assert.deepEqual([machine.ai().choice.agent?.gpuLayers, machine.ai().choice.prediction], [0, undefined]);
  }
});

test('power cuts at every command and every write of the run: the same end each time', async () => {
  for (let at = 1; ; at += 1) {
    const machine = drivenMachine(nvidia);
    const cut = cutAfter(machine.host, at);
    const first = await machine.run({ host: cut.host }).catch((error: unknown) => error);
    if (!cut.happened()) {
      assert.ok(first instanceof RebootNeeded);
      break;
    }
    injected += 1;
    machine.restart();
    const record = await runToTheEnd(machine);
    assert.deepEqual([record.path, record.stages.map(({ state }) => state), machine.ai().choice.agent?.gpuLayers], ['vulkan', ['done'], 33], `after a cut at ${at}`);
    assert.equal(record.adding, undefined);
  }
});

/** Nothing happens any more from the n-th effect on. */
function cutAfter(host: Host, at: number): { host: Host; happened: () => boolean } {
  let left = at;
  const counted = <A extends unknown[], R>(action: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    left -= 1;
    if (left <= 0) throw new Error('the power is gone');
    return action(...args);
  };
  return { host: { ...host, run: counted(host.run), writeFile: counted(host.writeFile), remove: counted(host.remove), makeDirectory: counted(host.makeDirectory) }, happened: () => left <= 0 };
}

async function handle(host: Host): Promise<void> {
  await installDrivers({ id: 'drivers', kind: 'install-drivers', label: 'Drivers', weight: 1 }, {
    host, target: host, signal: new AbortController().signal, onProgress: () => undefined, warn: async () => undefined, reveal: (text) => text,
  });
}

async function later({ host }: DrivenMachine, { moves }: { moves: number }): Promise<string[]> {
  const said: string[] = [];
  let moved = 0;
  await runLaterDrivers({ host, signal: new AbortController().signal, say: (line) => { said.push(line); }, onMoved: async () => { moved += 1; }, patience: { lockSeconds: 1, tries: 3, pauseSeconds: 1 } });
  assert.equal(moved, moves);
  return said;
}
