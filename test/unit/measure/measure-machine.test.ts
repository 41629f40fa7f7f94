import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureMachine } from '../../../shared/measure/measure-machine.ts';
import { predict } from '../../../shared/measure/predict.ts';
import { weightsOf } from '../../../shared/measure/shape-weights.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { bench, failing, machineWithRuntime, twoCores, type FakeRuntime } from './fake-runtime.ts';
import { mistral, mistral7b, tinyLlama } from './shapes.ts';

const speeds = { bytesPerSecond: 300e9, elementsPerSecond: 2000e9 };
const oneModel: FakeRuntime = { ...speeds, models: [mistral7b] };
const slicesLeft = (host: { files: Map<string, unknown> }): string[] => [...host.files.keys()].filter((path) => path.includes('cognos-slices'));

test('two slices of the shape, measured in turns, predict the whole of it', async () => {
  const host = machineWithRuntime(oneModel);
  const measurement = await measureMachine(host, twoCores, { models: [mistral7b] });
  assert.deepEqual(measurement.findings, []);
  assert.deepEqual(measurement.devices.map(({ device, threads, slices }) => ({ device, threads, layers: slices.map(({ layers }) => layers) })), [{ device: 'cpu', threads: 2, layers: [2, 10] }]);
  const { layerBytes, outputBytes } = weightsOf(mistral, 'Q4_K_M');
  const { likely = 0 } = predict(measurement, mistral7b)?.generation ?? {};
  assert.ok(Math.abs(likely * (layerBytes + outputBytes) / speeds.bytesPerSecond - 1) < 0.001, String(likely));
  assert.deepEqual(measurement.memoryBandwidth, { bytesPerSecond: 20e9, threads: 2 });
  assert.equal(measurement.runtime, '0ad4a86');
  assert.deepEqual(slicesLeft(host), []);
});

test('the child is confined: memory, no core file, first for the OOM killer, dies with us, right threads', async () => {
  const host = machineWithRuntime(oneModel);
  await measureMachine(host, twoCores, { models: [mistral7b] });
  const line = host.lines.find((each) => each.includes('--model')) ?? '';
  assert.match(line, /^setpriv --pdeathsig KILL prlimit --core=0 --data=\d+ choom --adjust 1000 -- \/usr\/lib\/cognos-llama\/llama-bench --model \/dev\/shm\/cognos-slices-\d+-[\da-f-]+\/2\.gguf --n-prompt 16 --n-gen 2 --repetitions 1 --threads 2 --device none --n-gpu-layers 0 --output jsonl$/);
});

test('of many models the first one and the smallest other one are measured', async () => {
  const middle = { ...tinyLlama, parameters: 3e9, shape: { ...tinyLlama.shape, embedding: 3072 } };
  const measurement = await measureMachine(machineWithRuntime({ ...speeds, models: [mistral7b, tinyLlama] }), twoCores, { models: [mistral7b, { ...mistral7b, quantisation: 'Q5_K_M' }, middle, tinyLlama] });
  assert.deepEqual([...new Set(measurement.devices.flatMap(({ slices }) => slices.map(({ shape }) => shape.embedding)))], [4096, 2048]);
});

test('a crash of the runtime is a finding and leaves nothing behind', async () => {
  const host = machineWithRuntime({ ...oneModel, answer: () => failing({ signal: 'SIGABRT', stderr: 'load_backend: loaded CPU backend\n/src/ggml.c:1234: GGML_ASSERT(n > 0) failed\n[New LWP 7]' }) });
  const measurement = await measureMachine(host, twoCores, { models: [mistral7b] });
  assert.deepEqual(measurement.findings, ['Mistral 7B was not measured on the CPU: llama.cpp crashed (SIGABRT): /src/ggml.c:1234: GGML_ASSERT(n > 0) failed.']);
  assert.deepEqual(measurement.devices, []);
  assert.equal(predict(measurement, mistral7b), undefined);
  assert.deepEqual(slicesLeft(host), []);
});

for (const [what, answer, finding] of [
  ['the OOM killer', failing({ signal: 'SIGKILL' }), 'llama.cpp was killed, probably for lack of memory.'],
  ['memory that may not be had', failing({ exitCode: 1, stderr: "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 7\nllama_bench: error: failed to load model 'x'" }), 'llama.cpp ended with status 1: ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 7.'],
  ['words that are no JSON', 'Segmentation fault', 'llama-bench answered what is no JSON object: Segmentation fault.'],
  ['silence', '', 'llama-bench answered nothing.'],
  ['times that cannot be', '{"n_prompt":16,"n_gen":0,"samples_ns":[0]}', 'llama-bench answered without usable times: {"n_prompt":16,"n_gen":0,"samples_ns":[0]}.'],
  ['half an answer', '{"n_prompt":16,"n_gen":0,"samples_ns":[5]}', 'llama-bench left out one of its tests.'],
] as const) {
  test(`${what}: a finding`, async () => {
    // From the second run on: the first look worked.
    let runs = 0;
    const measurement = await measureMachine(machineWithRuntime({ ...oneModel, answer: () => (++runs > 1 ? answer : undefined) }), twoCores, { models: [mistral7b] });
    assert.deepEqual(measurement.findings, [`Mistral 7B was not measured on the CPU: ${finding}`]);
  });
}

test('graphics devices are measured beside the CPU, software rasterisers are not', async () => {
  const devices = 'Available devices:\n  Vulkan0: NVIDIA GeForce RTX 4090 (24564 MiB, 24000 MiB free)\n  Vulkan1: llvmpipe (LLVM 15.0.6, 256 bits) (15000 MiB, 15000 MiB free)\n';
  const host = machineWithRuntime({ ...oneModel, devices });
  const measurement = await measureMachine(host, twoCores, { models: [mistral7b] });
  assert.deepEqual(measurement.devices.map(({ device, name }) => [device, name]), [['cpu', 'CPU'], ['Vulkan0', 'NVIDIA GeForce RTX 4090']]);
  assert.ok(host.lines.some((line) => line.includes('--device Vulkan0 --n-gpu-layers 99')));
});

test('a device that crashes does not take the CPU along', async () => {
  const devices = 'Available devices:\n  Vulkan0: Broken (8000 MiB, 8000 MiB free)\n  Vulkan1: Small (512 MiB, 400 MiB free)\n';
  const measurement = await measureMachine(machineWithRuntime({ ...oneModel, devices, answer: ({ device }) => (device === 'cpu' ? undefined : failing({ signal: 'SIGSEGV' })) }), twoCores, { models: [mistral7b] });
  assert.deepEqual(measurement.devices.map(({ device }) => device), ['cpu']);
  assert.deepEqual(measurement.findings, ['Mistral 7B was not measured on Broken: llama.cpp crashed (SIGSEGV).', 'Mistral 7B was not measured on Small: only 400 MiB of its memory are free.']);
});

test('too little memory for the shape is said, and a smaller shape is measured still', async () => {
  const measurement = await measureMachine(machineWithRuntime({ ...speeds, models: [tinyLlama], files: { '/proc/meminfo': 'MemAvailable:  1300000 kB\n' } }), twoCores, { models: [mistral7b, tinyLlama] });
  assert.deepEqual(measurement.findings, ['Mistral 7B was not measured: there is room for slices of 423 MiB only, too little for four of its layers.']);
  assert.equal(measurement.devices[0]?.slices[0]?.shape.embedding, 2048);
});

test('a machine too slow for the budget is guessed at from one short run, in a wide range', async () => {
  const slow = { bytesPerSecond: 1e8, elementsPerSecond: 1e8 };
  const measurement = await measureMachine(machineWithRuntime({ models: [mistral7b], ...slow }), twoCores, { models: [mistral7b] });
  assert.deepEqual(measurement.findings, ['Mistral 7B on the CPU is a rough guess: the time was enough for one short run only.']);
  const { generation } = predict(measurement, mistral7b) ?? {};
  const { layerBytes, outputBytes } = weightsOf(mistral, 'Q4_K_M');
  assert.ok(generation && Math.abs(generation.likely * (layerBytes + outputBytes) / slow.bytesPerSecond - 1) < 0.001 && generation.high / generation.low > 1.8);
});

test('an abort ends it, and nothing stays', async () => {
  const controller = new AbortController();
  const host = machineWithRuntime({ ...oneModel, answer: () => { controller.abort(); return undefined; } });
  await assert.rejects(measureMachine(host, twoCores, { models: [mistral7b], signal: controller.signal }), { name: 'AbortError' });
  assert.deepEqual(slicesLeft(host), []);
});

test('slices of a killed process are removed, those of a living one are not', async () => {
  const dead = '/dev/shm/cognos-slices-999999-aa/2.gguf', living = '/dev/shm/cognos-slices-1-bb/2.gguf';
  const host = machineWithRuntime({ ...oneModel, files: { [dead]: '', [living]: '', '/proc/1/status': '' } });
  await measureMachine(host, twoCores, { models: [mistral7b] });
  assert.deepEqual(slicesLeft(host), [living]);
});

test('a runtime that is not there is one sentence and the next action', async () => {
  await assert.rejects(measureMachine(recordingHost(), twoCores, { models: [mistral7b] }), { code: 'runtime-missing', message: `Nothing can be measured: llama-bench is not in ${bench.replace('/llama-bench', '')}.`, action: /cognos-llama.*npm run llama/ });
});

test('progress only rises', async () => {
  const seen: { fraction: number; label: string }[] = [];
  await measureMachine(machineWithRuntime(oneModel), twoCores, { models: [mistral7b], onProgress: (progress) => { seen.push(progress); } });
  assert.deepEqual(seen.map(({ label }) => label), ['Measuring the memory', 'Making slices of Mistral 7B', 'Measuring Mistral 7B on the CPU']);
  assert.deepEqual(seen.map(({ fraction }) => fraction), seen.map(({ fraction }) => fraction).sort((a, b) => a - b));
});
