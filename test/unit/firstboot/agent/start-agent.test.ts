import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAgent } from '../../../../firstboot/agent/start-agent.ts';
import { agentMachine, choiceOf, cpuOnly, modelsFolder, type AgentMachine } from './agent-machine.ts';
import { gib, gpu, q5, tiny } from '../../choice/fixtures.ts';

const step = { kind: 'start-agent', id: 'agent', label: 'Starting the agent', weight: 1 } as const;
const start = (on: AgentMachine): Promise<void> => startAgent(step, on.context);
const read = (on: AgentMachine, path: string): string => on.host.files.get(path)?.content ?? '';
const dropIn = '/etc/systemd/system/cognos-agent.service.d/50-cognos.conf';

test('key, files, enabled, started, healthy; a second time nothing is done and nothing written', async () => {
  const on = agentMachine();
  await start(on);
  const key = on.host.files.get('/etc/cognos/api-key');
  assert.equal(key?.mode, 0o600);
  assert.match(key?.content ?? '', /^[\w-]{43}\n$/);
  assert.match(read(on, '/etc/cognos/agent.env'), new RegExp(`^LLAMA_ARG_MODEL=${modelsFolder}/${q5.file.name}$`, 'm'));
  assert.match(read(on, '/etc/cognos/api/cognos-agent.env'), /^LLAMA_ARG_HOST=127.0.0.1\nLLAMA_ARG_PORT=8080\nCOGNOS_AGENT_URL=http:\/\/127.0.0.1:8080$/m);
  assert.equal(on.running(), q5.file.name);
  assert.deepEqual(on.host.lines.filter((line) => /systemctl (enable|start)/.test(line)), ['systemctl enable --quiet cognos-agent.service', 'systemctl start cognos-agent.service']);

  const [files, calls] = [new Map(on.host.files), on.host.calls.length];
  await start(on);
  assert.deepEqual(on.host.files, files);
  assert.deepEqual(on.host.calls.slice(calls).map(({ file, args }) => [file, args[0]].join(' ')), ['systemctl is-enabled', 'systemctl is-active', 'curl --config']);
  assert.deepEqual(on.warnings, []);
});

test('a process that is killed at any command leaves what the next start puts right', async () => {
  const whole = agentMachine();
  await start(whole);
  for (let at = 0; at < whole.host.calls.length; at += 1) {
    const on = agentMachine({ files: { '/etc/cognos/agent.env': 'LLAMA_ARG_MODEL=/old.gguf\n' } });
    const killed = { ...on.context, host: { ...on.host, run: async (...words: Parameters<typeof on.host.run>) => {
      if (on.host.calls.length >= at) throw new Error('killed');
      return on.host.run(...words);
    } } };
    await assert.rejects(startAgent(step, killed), /killed/);
    await start(on);
    assert.equal(on.running(), q5.file.name, `killed at command ${at}`);
    assert.equal(read(on, dropIn), read(whole, dropIn));
  }
});

test('limits and processors are in the drop-in; without accelerator none is opened', async () => {
  const choice = choiceOf(q5.id);
  const on = agentMachine({ ai: { choice: { ...choice, agent: { ...choice.agent, cpuAffinity: '0-3' } }, drivers: cpuOnly } });
  await start(on);
  const text = read(on, dropIn);
  const figure = (name: string): number => Number(new RegExp(`${name}=(\\d+)`).exec(text)?.[1]);
  assert.ok(figure('MemoryHigh') > q5.file.bytes && figure('MemoryHigh') < figure('MemoryMax') && figure('MemoryMax') <= 16 * gib, text);
  assert.ok(figure('LLAMA_ARG_CACHE_RAM') > 0 && figure('LLAMA_ARG_CACHE_RAM') <= 2048, text);
  assert.match(text, /^CPUAffinity=0-3$/m);
  assert.match(text, /^Environment=LLAMA_ARG_DEVICE=none$/m);
  assert.doesNotMatch(text, /DeviceAllow|IPAddress|PrivateDevices/);
});

test('of the accelerators only those that a model runs on', async () => {
  const [used, idle] = ['0000:01:00.0', '0000:02:00.0'].map((address) => gpu(address));
  const device = (id: string | undefined, path: 'vulkan' | 'none', family: 'nvidia' | 'amd'): object => ({ accelerator: id, family, name: 'x', path, reasons: [] });
  const choice = choiceOf(q5.id);
  const on = agentMachine({
    ai: { choice: { ...choice, agent: { ...choice.agent, gpuLayers: 33 } }, drivers: { ...cpuOnly, path: 'vulkan', devices: [device(used?.id, 'vulkan', 'nvidia'), device(idle?.id, 'none', 'amd')] } },
    files: {
      '/sys/bus/pci/devices/0000:01:00.0/drm/card1/dev': '', '/sys/bus/pci/devices/0000:01:00.0/drm/renderD129/dev': '', '/sys/bus/pci/devices/0000:02:00.0/drm/renderD128/dev': '',
      '/proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t\t x\nDevice Minor: \t 1\n',
    },
  });
  await start(on);
  const allowed = [...read(on, dropIn).matchAll(/^DeviceAllow=(.*) rw$/gm)].map(([, path]) => path);
  assert.deepEqual(allowed, ['/dev/dri/renderD129', '/dev/nvidia-modeset', '/dev/nvidia-uvm', '/dev/nvidia1', '/dev/nvidiactl']);
  assert.doesNotMatch(read(on, dropIn), /DEVICE=none/);
});

test('the address of the spec, beyond this machine only where it says so', async () => {
  const on = agentMachine({ spec: 'cognos: {version: 1, ai: {api: {listen: "::", port: 9000}}}\n' });
  await start(on);
  assert.match(read(on, '/etc/cognos/api/cognos-agent.env'), /^LLAMA_ARG_HOST=::\nLLAMA_ARG_PORT=9000\nCOGNOS_AGENT_URL=http:\/\/\[::1\]:9000$/m);
  assert.match(read(on, dropIn), /^IPAddressDeny=\nIPAddressAllow=$/m);
});

test('nothing was chosen: it is said and nothing is started', async () => {
  for (const [ai, why] of [[{ choice: { reason: 'no model was asked for' }, drivers: cpuOnly }, /No agent is started: no model was asked for/], [undefined, /No agent is started: no model was chosen/]] as const) {
    const on = agentMachine(ai ? { ai } : {});
    if (!ai) on.host.files.delete('/etc/cognos/ai.json');
    await start(on);
    assert.match(on.warnings.join(), why);
    assert.deepEqual(on.host.calls, []);
    assert.ok(!on.host.files.has('/etc/cognos/api-key'));
  }
});

test('a model that is not there, and one that cannot be loaded: in its own words', async () => {
  const absent = agentMachine();
  absent.host.files.delete(`${modelsFolder}/${q5.file.name}`);
  await assert.rejects(start(absent), { code: 'model-missing', message: /Mistral 7B Q5_K_M is not at \/var\/lib\/cognos\/models\/mistral-7b-q5.gguf/ });
  await assert.rejects(start(agentMachine({ speed: () => undefined })), {
    code: 'agent-did-not-start', message: /did not start: .*error loading model: tensor is not within the file bounds/,
  });
});

test('further agents: files of their own, what they share is counted, what does not fit is said', async () => {
  const spec = `cognos: {version: 1, ai: {catalog: {from: /models.json, keys: [k]}, instances: [{name: chat, model: ${tiny.id}, port: 8081}, {name: big, model: mistral-nemo-12b-instruct-2407-q4_k_m, port: 8082}]}}\n`;
  const own = spec.replace(/catalog: \{.*?\}, /, '').replace(tiny.id, 'qwen3-1.7b-q8_0');
  const on = agentMachine({ spec: own });
  for (const name of [q5.file.name, 'Qwen3-1.7B-Q8_0.gguf']) on.host.files.set(`${modelsFolder}/${name}`, { content: 'weights', mode: 0o644 });
  await start(on);
  const further = [...on.host.files.keys()].filter((path) => path.includes('chat'));
  assert.deepEqual(further.sort(), ['/etc/cognos/agent-chat.env', '/etc/cognos/api/cognos-agent@chat.env', '/etc/systemd/system/cognos-agent@chat.service.d/50-cognos.conf']);
  assert.match(read(on, '/etc/cognos/api/cognos-agent@chat.env'), /LLAMA_ARG_PORT=8081/);
  assert.ok(on.host.lines.includes('systemctl start cognos-agent@chat.service'));
  assert.match(on.warnings.join('\n'), /The agent big is not started: Mistral Nemo .* needs [\d.]+ GiB of memory and [\d.]+ GiB are left/);
});

test('a profile that is not loaded is loaded; one that cannot be is said', async () => {
  const files = { '/etc/apparmor.d/cognos.agent': 'profile', '/sys/kernel/security/apparmor/profiles': 'man_filter (enforce)\n' };
  const loads = agentMachine({ files, commands: { apparmor_parser: '' } });
  await start(loads);
  assert.ok(loads.host.lines.includes('apparmor_parser --replace --write-cache /etc/apparmor.d/cognos.agent'));
  const fails = agentMachine({ files, commands: { apparmor_parser: { exitCode: 1, stderr: 'syntax error' } } });
  await start(fails);
  assert.match(fails.warnings.join(), /The agent runs without its AppArmor profile: apparmor_parser exited with 1: syntax error/);
});
