import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onCpu, onVulkan } from '../../../../firstboot/drivers/change-path.ts';
import type { Ai } from '../../../../firstboot/read-ai.ts';
import { choice, drivenMachine, planFor, runToTheEnd } from './driven-machine.ts';

const gib = 1024 ** 3;
const plan = planFor('rtx-4090');
const chosen: Ai = { choice, drivers: plan };
const [card = ''] = plan.devices.map(({ accelerator }) => accelerator);

test('to the CPU and back is where it was', () => {
  const { ai, held } = onCpu(chosen);
  assert.deepEqual([ai.choice.agent?.gpuLayers, ai.choice.prediction, ai.drivers.path], [0, undefined, 'cpu']);
  assert.deepEqual(onVulkan(ai, held, { freeBytes: [24 * gib], accelerators: [card] }), chosen);
});

test('a choice that is on the CPU stays the same value, its prediction with it', () => {
  const calm = { choice: { ...choice, agent: { ...choice.agent, gpuLayers: 0 }, prediction: { ...choice.prediction, device: 'cpu' } }, drivers: { ...plan, path: 'cpu' } } as Ai;
  assert.equal(onCpu(calm).ai, calm);
  assert.equal(onCpu(calm).held, undefined);
});

test('less memory than was promised: fewer layers and no promise; none that fit: the CPU', () => {
  const { ai, held } = onCpu(chosen);
  const less = onVulkan(ai, held, { freeBytes: [4 * gib], accelerators: [card] });
  const layers = less?.choice.agent?.gpuLayers ?? 0;
  assert.ok(layers > 0 && layers < 33, String(layers));
  assert.equal(less?.choice.prediction, undefined);
  assert.equal(onVulkan(ai, held, { freeBytes: [gib], accelerators: [card] }), undefined);
});

test('memory that nobody knew before there was a driver: as many layers as fit', () => {
  const unknown: Ai = { choice: { ...choice, agent: { ...choice.agent, gpuLayers: 0 } } as Ai['choice'], drivers: plan };
  assert.equal(onVulkan(unknown, undefined, { freeBytes: [24 * gib], accelerators: [card] })?.choice.agent?.gpuLayers, 33);
});

test('of two cards the one that proved itself is the agent’s alone', async () => {
  const pair = planFor('h100-pair');
  const machine = drivenMachine({ plan: pair, driver: 'nvidia', files: { '/dev/nvidiactl': '', '/dev/nvidia0': '' }, links: [`/sys/bus/pci/devices/${pair.devices[1]?.accelerator.replace('pci-', '')}/driver`],
    devices: '  Vulkan0: NVIDIA H100 (81559 MiB, 80000 MiB free)\n  Vulkan1: NVIDIA H100 (81559 MiB, 10 MiB free)\n' });
  const record = await runToTheEnd(machine);
  assert.deepEqual([record.path, record.llamaDevices, record.devices.map(({ path }) => path)], ['vulkan', ['Vulkan0'], ['vulkan', 'none']]);
  assert.deepEqual(machine.ai().drivers.devices.map(({ path }) => path), ['vulkan', 'cpu']);
});
