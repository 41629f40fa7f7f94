import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gpuRoom } from '../../../shared/choice/gpu-room.ts';
import type { DriverPlan } from '../../../shared/drivers/driver-plan.ts';
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import { gib, gpu, machine } from './fixtures.ts';

const room = (accelerators: Accelerator[], drivers?: DriverPlan): ReturnType<typeof gpuRoom> => gpuRoom(machine(16 * gib, { accelerators }), drivers);
const first = gpu('0000:01:00.0');

test('two alike count together, with a margin on each', () => {
  const { bytes, name, notCounted } = room([first, gpu('0000:02:00.0')]);
  assert.equal(bytes, 46 * gib);
  assert.equal(name, '2 × NVIDIA GeForce RTX 4090');
  assert.deepEqual(notCounted, []);
});

test('unknown memory is not guessed', () => {
  const { bytes, notCounted } = room([gpu('0000:01:00.0', { memory: { unknown: 'Only its driver can tell its memory.' } })]);
  assert.equal(bytes, 0);
  assert.deepEqual(notCounted, ['NVIDIA GeForce RTX 4090 is not counted: Only its driver can tell its memory.']);
});

test('an integrated one shares the memory of the machine; one with a GiB has no room', () => {
  const { bytes, notCounted } = room([
    gpu('0000:00:02.0', { name: 'Intel UHD', integrated: true }),
    gpu('0000:03:00.0', { name: 'GeForce GT 710', memory: { bytes: gib, source: 'made up' } }),
  ]);
  assert.equal(bytes, 0);
  assert.deepEqual(notCounted, [
    "Intel UHD is not counted: It shares the machine's memory and is no faster at generating than the CPU.",
    'GeForce GT 710 is not counted: 1.0 GiB of memory leave no room for layers.',
  ]);
});

test('what runs vision models only is not spoken of here', () => {
  assert.deepEqual(room([gpu('0000:04:00.0', { name: 'Hailo-8', runs: 'vision' })]), { bytes: 0, name: '', devices: [], notCounted: [] });
});

test('of two vendors the one with more memory is used', () => {
  const arc = gpu('0000:05:00.0', { name: 'Intel Arc A770', family: 'intel-gpu', memory: { bytes: 16 * gib, source: 'made up' } });
  const { devices, notCounted } = room([arc, first]);
  assert.deepEqual(devices, [first]);
  assert.deepEqual(notCounted, ['Intel Arc A770 is not counted: Layers are split over devices of one vendor only.']);
});

test('an accelerator without a driver to come does not count, and the plan says why', () => {
  const drivers: DriverPlan = { path: 'cpu', finalPath: 'cpu', stages: [], notes: [], refusals: [], devices: [{ accelerator: first.id, family: 'nvidia', name: first.name, path: 'none', reasons: ['Secure Boot is on and nobody enrols a key.'] }] };
  assert.deepEqual(room([first], drivers).notCounted, ['NVIDIA GeForce RTX 4090 is not counted: Secure Boot is on and nobody enrols a key.']);
  assert.equal(room([first], { ...drivers, path: 'vulkan', devices: drivers.devices.map((each) => ({ ...each, path: 'vulkan' })) }).bytes, 23 * gib);
});
