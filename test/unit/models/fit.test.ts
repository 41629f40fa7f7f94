import assert from 'node:assert/strict';
import test from 'node:test';
import type { Quantisation } from '../../../shared/models/catalogue.ts';
import { needOf } from '../../../shared/models/fit.ts';
import { reportedByLlama, whyNotHere } from './fit-params.ts';
import { shapes } from './shapes.ts';

const mebibyte = 1024 ** 2;
const contexts = [2048, 8192];
const sum = ({ weights, kv, compute }: { weights: number; kv: number; compute: number }): number => weights + kv + compute;

/** The limit of the issue, and what whole MiB of three figures may hide. */
function assertClose(ours: number, theirs: number, what: string, least = 3 * mebibyte): void {
  const off = Math.abs(ours - theirs);
  assert.ok(off <= Math.max(0.05 * theirs, least), `${what}: ${Math.round(ours / mebibyte)} MiB, llama.cpp ${Math.round(theirs / mebibyte)} MiB`);
}

for (const [name, shape] of Object.entries(shapes)) {
  test(`${name}: within 5% of llama.cpp, in three quantisations and at two contexts`, { skip: whyNotHere }, () => {
    for (const quantisation of ['Q4_0', 'Q4_K_M', 'Q8_0'] satisfies Quantisation[]) {
      for (const [index, reported] of reportedByLlama(shape, quantisation, contexts).entries()) {
        const context = contexts[index] ?? 0;
        const { host, gpu, kv } = needOf({ shape, quantisation }, { context, gpuLayers: 0 });
        assertClose(sum(host), sum(reported), `${quantisation} at ${context}`);
        assertClose(host.weights, reported.weights, `${quantisation} weights`);
        assertClose(kv, reported.kv, `${quantisation} cache at ${context}`);
        assert.equal(sum(gpu), 0);
      }
    }
  });
}

/**
 * shape, quantisation, context, layers on the GPU, then MiB of weights/cache/compute on the GPU and on the host, as
 * llama-fit-params of v0.5.0 said it on 2026-11-24 with Mesa's software Vulkan as the GPU. Only matrices of at most
 * 128 MiB: larger ones that driver does not take, real ones do.
 */
const recorded: [keyof typeof shapes, Quantisation, number, number, string][] = [
  ['mistral', 'Q4_0', 2048, 2, '222/8/114 3699/248/18'],
  ['mistral', 'Q4_0', 2048, 8, '924/56/114 2997/200/18'],
  ['mistral', 'Q4_0', 2048, 16, '1860/120/114 2061/136/18'],
  ['mistral', 'Q4_0', 2048, 99, '3850/256/102 72/0/18'],
  ['mistral', 'Q4_0', 8192, 2, '222/32/129 3699/992/24'],
  ['mistral', 'Q4_0', 8192, 8, '924/224/129 2997/800/24'],
  ['mistral', 'Q4_0', 8192, 16, '1860/480/129 2061/544/24'],
  ['mistral', 'Q4_0', 8192, 99, '3850/1024/108 72/0/24'],
  ['mistral', 'Q4_K_M', 2048, 2, '237/8/114 3932/248/18'],
  ['mistral', 'Q4_K_M', 2048, 8, '1001/56/114 3167/200/18'],
  ['mistral', 'Q4_K_M', 2048, 16, '1984/120/114 2185/136/18'],
  ['mistral', 'Q4_K_M', 2048, 99, '4097/256/102 72/0/18'],
  ['mistral', 'Q4_K_M', 8192, 2, '237/32/129 3932/992/24'],
  ['mistral', 'Q4_K_M', 8192, 8, '1001/224/129 3167/800/24'],
  ['mistral', 'Q4_K_M', 8192, 16, '1984/480/129 2185/544/24'],
  ['mistral', 'Q4_K_M', 8192, 99, '4097/1024/108 72/0/24'],
  ['llama-2-7b', 'Q4_K_M', 2048, 2, '226/32/109 3664/992/26'],
  ['llama-2-7b', 'Q4_K_M', 2048, 8, '938/224/109 2952/800/26'],
  ['llama-2-7b', 'Q4_K_M', 2048, 16, '1853/480/109 2038/544/26'],
  ['llama-2-7b', 'Q4_K_M', 2048, 99, '3820/1024/82 70/0/18'],
  ['llama-2-7b', 'Q4_K_M', 8192, 2, '226/128/161 3664/3968/32'],
  ['llama-2-7b', 'Q4_K_M', 8192, 8, '938/896/161 2952/3200/32'],
  ['llama-2-7b', 'Q4_K_M', 8192, 16, '1853/1920/161 2038/2176/32'],
  ['llama-2-7b', 'Q4_K_M', 8192, 99, '3820/4096/88 70/0/24'],
  ['smollm2', 'Q4_K_M', 2048, 2, '119/16/104 963/368/14'],
  ['smollm2', 'Q4_K_M', 2048, 8, '356/112/104 727/272/14'],
  ['smollm2', 'Q4_K_M', 2048, 16, '655/240/104 428/144/14'],
  ['smollm2', 'Q4_K_M', 2048, 99, '1005/384/104 78/0/10'],
  ['smollm2', 'Q4_K_M', 8192, 2, '119/64/122 963/1472/20'],
  ['smollm2', 'Q4_K_M', 8192, 8, '356/448/122 727/1088/20'],
  ['smollm2', 'Q4_K_M', 8192, 16, '655/960/122 428/576/20'],
  ['smollm2', 'Q4_K_M', 8192, 99, '1005/1536/104 78/0/16'],
  ['smollm2', 'Q8_0', 2048, 2, '170/16/100 1666/368/14'],
  ['smollm2', 'Q8_0', 2048, 8, '578/112/100 1258/272/14'],
  ['smollm2', 'Q8_0', 2048, 16, '1122/240/100 714/144/14'],
  ['smollm2', 'Q8_0', 2048, 99, '1734/384/104 102/0/10'],
  ['smollm2', 'Q8_0', 8192, 2, '170/64/104 1666/1472/20'],
  ['smollm2', 'Q8_0', 8192, 8, '578/448/104 1258/1088/20'],
  ['smollm2', 'Q8_0', 8192, 16, '1122/960/104 714/576/20'],
  ['smollm2', 'Q8_0', 8192, 99, '1734/1536/104 102/0/16'],
  ['tinyllama', 'Q4_K_M', 2048, 2, '77/2/66 558/42/10'],
  ['tinyllama', 'Q4_K_M', 2048, 8, '228/14/66 407/30/10'],
  ['tinyllama', 'Q4_K_M', 2048, 16, '426/30/66 209/14/10'],
  ['tinyllama', 'Q4_K_M', 2048, 99, '601/44/70 35/0/10'],
  ['tinyllama', 'Q4_K_M', 8192, 2, '77/8/66 558/168/16'],
  ['tinyllama', 'Q4_K_M', 8192, 8, '228/56/66 407/120/16'],
  ['tinyllama', 'Q4_K_M', 8192, 16, '426/120/66 209/56/16'],
  ['tinyllama', 'Q4_K_M', 8192, 99, '601/176/70 35/0/16'],
  ['tinyllama', 'Q8_0', 2048, 2, '111/2/66 1003/42/10'],
  ['tinyllama', 'Q8_0', 2048, 8, '378/14/66 736/30/10'],
  ['tinyllama', 'Q8_0', 2048, 16, '736/30/66 378/14/10'],
  ['tinyllama', 'Q8_0', 2048, 99, '1048/44/70 66/0/10'],
  ['tinyllama', 'Q8_0', 8192, 2, '111/8/70 1003/168/16'],
  ['tinyllama', 'Q8_0', 8192, 8, '378/56/66 736/120/16'],
  ['tinyllama', 'Q8_0', 8192, 16, '736/120/66 378/56/16'],
  ['tinyllama', 'Q8_0', 8192, 99, '1048/176/70 66/0/16'],
];
for (const [name, quantisation, context, gpuLayers, words] of recorded) {
  test(`${name} ${quantisation} at ${context} with ${gpuLayers} layers on the GPU`, () => {
    const [gpu, host] = words.split(' ').map((part) => part.split('/').map((mebibytes) => Number(mebibytes) * mebibyte));
    const need = needOf({ shape: shapes[name], quantisation }, { context, gpuLayers });
    for (const [ours, theirs, where] of [[need.gpu, gpu, 'GPU'], [need.host, host, 'host']] as const) {
      const [weights = 0, kv = 0, compute = 0] = theirs ?? [];
      assertClose(ours.weights, weights, `${where} weights`);
      assertClose(ours.kv, kv, `${where} cache`);
      // With a few layers of a small model there, the buffers are most of it, and those the graph allocator decides.
      assertClose(sum(ours), weights + kv + compute, where, 20 * mebibyte);
    }
    assertClose(sum(need.host) + sum(need.gpu), [...gpu ?? [], ...host ?? []].reduce((all, each) => all + each, 0), 'both');
    assert.equal(need.total, sum(need.host) + sum(need.gpu) + need.reserve);
  });
}

test('layers go to the GPU from the last to the first, the output before them', () => {
  const shape = shapes.mistral;
  const weightsOn = (gpuLayers: number): number => needOf({ shape, quantisation: 'Q4_K_M' }, { context: 4096, gpuLayers }).gpu.weights;
  assert.equal(weightsOn(0), 0);
  // Q6_K: 4096 × 32768 elements at 210 bytes for 256, and the norm before it.
  assert.equal(weightsOn(1), 4096 * 32768 / 256 * 210 + 4096 * 4);
  const steps = Array.from({ length: 33 }, (_, layers) => weightsOn(layers + 1) - weightsOn(layers));
  assert.ok(steps.every((step) => step > 100 * mebibyte));
  assert.equal(weightsOn(33), weightsOn(99));
});

test('a smaller micro batch needs less, a sliding window stops growing', () => {
  const need = (name: keyof typeof shapes, context: number, microBatch?: number) => needOf({ shape: shapes[name], quantisation: 'Q4_0' }, { context, gpuLayers: 0, ...(microBatch ? { microBatch } : {}) });
  assert.ok(need('mistral', 4096, 128).compute < need('mistral', 4096).compute / 3);
  assert.equal(need('mistral', 8192).kv, 2 * need('mistral', 4096).kv);
  const [short, long] = [need('gemma-3-4b', 4096).kv, need('gemma-3-4b', 8192).kv];
  // Five of 34 layers without a window.
  assert.equal(long - short, 5 * 4096 * 4 * 256 * 4);
});
