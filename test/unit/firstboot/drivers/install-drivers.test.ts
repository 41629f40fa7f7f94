import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RebootNeeded } from '../../../../firstboot/waiting.ts';
import { drivenMachine, fingerprint, kernel, planFor, runToTheEnd } from './driven-machine.ts';

const installs = (lines: readonly string[]): string[] => lines.filter((line) => / install /.test(line) && !line.includes('--simulate')).map((line) => line.replace(/^.*Timeout=1 /, '').replace('--yes --no-install-recommends --no-remove install ', ''));

test('NVIDIA with Debian’s driver: installed, one restart, proven, the model goes onto the GPU', async () => {
  const machine = drivenMachine({ plan: planFor('rtx-4090'), driver: 'nouveau' });
  const asked = await machine.run();
  assert.ok(asked instanceof RebootNeeded);
  assert.equal(asked.why, 'NVIDIA GeForce RTX 4090 is held by the module nouveau, which gives it to nvidia at a restart');
  assert.equal(machine.ai().choice.agent?.gpuLayers, 0, 'until it is proven the CPU is what is configured');
  assert.deepEqual(installs(machine.host.lines), [
    'linux-headers-amd64 dkms nvidia-kernel-dkms firmware-nvidia-gsp nvidia-smi libcuda1 nvidia-vulkan-icd nvidia-persistenced nvidia-modprobe libvulkan1 '
    + `/usr/share/cognos/packages/cognos-llama-vulkan.deb linux-headers-${kernel}`,
  ]);
  machine.restart();
  const record = await machine.run();
  assert.ok(!(record instanceof RebootNeeded));
  assert.equal(record.path, 'vulkan');
  assert.deepEqual(record.stages.map(({ id, state }) => [id, state]), [['nvidia', 'done']]);
  assert.deepEqual(record.devices[0]?.why, ['It answered: 50 tokens/s on a slice of the model, 5 on the CPU.']);
  assert.deepEqual(record.llamaDevices, ['Vulkan0']);
  assert.deepEqual([machine.ai().choice.agent?.gpuLayers, machine.ai().choice.prediction?.device], [33, 'Vulkan0']);
  assert.deepEqual(machine.said, []);
  assert.ok(!machine.host.files.has('/var/lib/cognos/drivers-queued'));
});

test('a further run starts no command and writes nothing', async () => {
  const machine = drivenMachine({ plan: planFor('rtx-4090'), driver: 'nouveau' });
  await runToTheEnd(machine);
  const before = new Map(machine.host.files);
  const commands = machine.host.calls.length;
  await machine.run();
  assert.equal(machine.host.calls.length, commands);
  assert.deepEqual(machine.host.files, before);
});

test('the sources are those of this machine’s Debian, only what is missing of them, beside its own', async () => {
  const machine = drivenMachine({ plan: planFor('arc-a770'), driver: 'i915' });
  await machine.run();
  assert.equal(machine.host.files.get('/etc/apt/sources.list.d/cognos-drivers.sources')?.content, [
    '# Written by the CognOS first boot for this machine’s drivers, beside your own sources and written anew when the plan changes.', '',
    'Types: deb', 'URIs: http://mirror.example/debian', 'Suites: bookworm-backports', 'Components: main non-free-firmware',
    'Signed-By: /key/of/debian.gpg', '',
  ].join('\n'));
  assert.ok(![...machine.host.files.keys()].some((path) => path === '/etc/apt/sources.list'));
  assert.match(machine.host.files.get('/etc/apt/sources.list.d/debian.sources')?.content ?? '', /^# yours/);
});

test('Intel Arc: the backported kernel first, then a restart into it', async () => {
  const machine = drivenMachine({ plan: planFor('arc-a770') });
  const asked = await machine.run();
  assert.ok(asked instanceof RebootNeeded);
  assert.match(asked.why, /^kernel 6\.12\.95\+deb12-amd64 starts with it/);
  assert.deepEqual(installs(machine.host.lines), [
    '--target-release bookworm-backports linux-image-amd64',
    '--target-release bookworm-backports firmware-intel-graphics mesa-vulkan-drivers',
    'libvulkan1 /usr/share/cognos/packages/cognos-llama-vulkan.deb',
  ]);
  machine.restart();
  const record = await machine.run();
  assert.ok(!(record instanceof RebootNeeded));
  assert.equal(record.path, 'vulkan');
});

test('AMD that the running kernel drives already: no restart', async () => {
  const machine = drivenMachine({ plan: planFor('rx-7900-xtx'), driver: 'amdgpu', files: { '/dev/dri/renderD128': '' } });
  const record = await machine.run();
  assert.ok(!(record instanceof RebootNeeded));
  assert.equal(record.path, 'vulkan');
  assert.ok(!machine.host.lines.some((line) => line.startsWith('modprobe')));
});

test('Blackwell: NVIDIA’s repository with its key checked, pinned to the listed packages, and signed-by', async () => {
  const machine = drivenMachine({ plan: planFor('rtx-5080', { vendorRepositories: true }), driver: 'nouveau' });
  const record = await runToTheEnd(machine);
  assert.equal(record.path, 'vulkan');
  assert.deepEqual(record.stages.map(({ id, state }) => [id, state]), [['nvidia-vendor', 'done'], ['cuda-13-0', 'done']]);
  const sources = machine.host.files.get('/etc/apt/sources.list.d/cognos-drivers.sources')?.content ?? '';
  assert.match(sources, new RegExp(`# NVIDIA CUDA for Debian 12\nTypes: deb\nURIs: https://developer\\.download\\.nvidia\\.com/\\S+\nSuites: /\nSigned-By: /etc/apt/keyrings/cognos-${fingerprint.toLowerCase()}\\.gpg\nArchitectures: amd64`));
  const pins = machine.host.files.get('/etc/apt/preferences.d/cognos-drivers')?.content ?? '';
  assert.match(pins, /Package: \*\nPin: origin "developer\.download\.nvidia\.com"\nPin-Priority: 1\n/);
  assert.match(pins, /Package: nvidia-kernel-open-dkms nvidia-driver-cuda nvidia-driver-libs .*\nPin: origin "developer\.download\.nvidia\.com"\nPin-Priority: 600\n/);
  const fetched = machine.host.calls.find(({ file }) => file === 'curl');
  assert.ok(fetched?.args.includes('=https'));
});

test('a vendor’s key with another fingerprint: its repository is not used, and why is said', async () => {
  const other = 'A'.repeat(40);
  const machine = drivenMachine({ plan: planFor('rtx-5080', { vendorRepositories: true }), driver: 'nouveau', commands: { 'gpg --batch': `pub:-:4096:1:X:1:::-:::scESC::::::23::0:\nfpr:::::::::${other}:\n` } });
  const record = await runToTheEnd(machine);
  assert.equal(record.path, 'cpu');
  assert.deepEqual(record.stages.map(({ state }) => state), ['not-done', 'not-done']);
  assert.match(record.stages[0]?.why ?? '', /^The key at https:\S+ is not the one expected \(EB69\w+\) but A{40}: the repository of NVIDIA CUDA for Debian 12 is not used\.$/);
  assert.ok(!(machine.host.files.get('/etc/apt/sources.list.d/cognos-drivers.sources')?.content ?? '').includes('nvidia'));
  assert.deepEqual(installs(machine.host.lines), []);
});

test('a key that nobody could check beforehand is not used without a person', async () => {
  const plan = planFor('rtx-5080', { vendorRepositories: true });
  const stages = plan.stages.map(({ repository, ...stage }) => {
    const { keyFingerprint: _, ...rest } = { keyFingerprint: '', ...repository };
    return { ...stage, repository: rest as typeof repository };
  });
  const machine = drivenMachine({ plan: { ...plan, stages }, driver: 'nouveau' });
  const record = await runToTheEnd(machine);
  assert.match(record.stages[0]?.why ?? '', /is not known here, and nobody confirmed it/);
  assert.ok(!machine.host.calls.some(({ file }) => file === 'curl'));
});

test('accelerators without a way for language models: a plain statement, no command', async () => {
  const plans = (['coral-usb-before', 'coral-usb-after', 'coral-m2', 'hailo-8-arm', 'gaudi-and-sticks', 'meteor-lake'] as const).map((name) => planFor(name));
  // Without the GPUs that some of these machines have beside.
  for (const plan of plans.map(({ devices, ...rest }) => ({ ...rest, stages: [], devices: devices.filter(({ path }) => path === 'none') }))) {
    assert.ok(plan.devices.length > 0);
    const machine = drivenMachine({ plan });
    const record = await machine.run();
    assert.ok(!(record instanceof RebootNeeded));
    assert.deepEqual(machine.host.lines, []);
    assert.equal(record.path, 'cpu');
    for (const { path, why } of record.devices) assert.ok(path === 'none' && why.length > 0);
  }
});

test('no accelerator, or acceleration: cpu, starts no command', async () => {
  for (const plan of [planFor('none-4gib'), planFor('rtx-4090', { acceleration: 'cpu' }), planFor('rtx-5080', {}, true)]) {
    const machine = drivenMachine({ plan });
    assert.ok(!(await machine.run() instanceof RebootNeeded));
    assert.deepEqual(machine.host.lines, []);
  }
});

test('the newest kernel comes along where Debian has no headers of the running one any more', async () => {
  const machine = drivenMachine({ plan: planFor('rtx-4090'), driver: 'nouveau', commands: { 'apt-cache pkgnames': '' } });
  await machine.run();
  assert.match(installs(machine.host.lines)[0] ?? '', / linux-image-amd64$/);
});
