import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureShape, type ShapeJob } from '../../../shared/measure/measure-shape.ts';
import type { Host } from '../../../shared/system/host.ts';
import { bench, failing, machineWithRuntime } from './fake-runtime.ts';
import { mistral7b } from './shapes.ts';

const folder = '/dev/shm/slices';
const slice = (layers: number): ShapeJob['slices'][0] => ({ shape: mistral7b.shape, quantisation: mistral7b.quantisation, layers, bytes: layers * 1e8 });

/** Runs count from 1: the first look, then two a round. The one that hangs ends only when its time is up. */
async function hostThat({ hangsIn = 0, crashesIn = 0 }): Promise<{ host: Host; runs: () => number }> {
  let runs = 0;
  const host = machineWithRuntime({ bytesPerSecond: 300e9, elementsPerSecond: 2000e9, models: [mistral7b], answer: () => (runs === crashesIn ? failing({ signal: 'SIGSEGV' }) : undefined) });
  for (const layers of [2, 10]) await host.writeChunks(`${folder}/${layers}.gguf`, [new Uint8Array()]);
  const run = host.run.bind(host);
  host.run = async (file, args, options) => {
    runs += 1;
    if (runs === hangsIn) await new Promise((_, reject) => { options?.signal?.addEventListener('abort', () => { reject(new Error('stopped')); }); });
    return run(file, args, options);
  };
  return { host, runs: () => runs };
}

const job = (runs: () => number, lateIn: number): ShapeJob => ({
  bench, device: 'cpu', threads: 2, slices: [slice(2), slice(10)], pathOf: ({ layers }) => `${folder}/${layers}.gguf`,
  memoryBytes: () => 1e9, left: () => 50, leftAtAll: () => (runs() + 1 === lateIn ? 0.02 : 50),
});

test('rounds before one that ran out of time are kept, each slice as often as the other', async () => {
  const { host, runs } = await hostThat({ hangsIn: 7 });
  const { slices } = await measureShape(host, job(runs, 7));
  assert.deepEqual(slices.map(({ layers }) => layers), [2, 10]);
  assert.equal(runs(), 7);
});

test('no round at all in time is a failure, and so is a crash in any round', async () => {
  const late = await hostThat({ hangsIn: 3 });
  await assert.rejects(measureShape(late.host, job(late.runs, 3)), { name: 'ChildFailure', isLate: true });
  const crashed = await hostThat({ crashesIn: 7 });
  await assert.rejects(measureShape(crashed.host, job(crashed.runs, 0)), { name: 'ChildFailure', isLate: false, message: 'llama.cpp crashed (SIGSEGV)' });
});
