import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { cpuFeatureNames, readCpuFeatures } from '../../../shared/machine/cpu-features.ts';
import { describeCpuFeatures } from '../../../shared/machine/describe-cpu-features.ts';
import type { Cpu } from '../../../shared/machine/machine.ts';

const words = (text: string): string[] => text.split(' ');

test('AVX-512 is the set that llama.cpp asks for, not its first word', () => {
  assert.deepEqual(readCpuFeatures(words('avx2 avx512f avx512cd avx512dq avx512bw avx512_vnni')), ['avx2', 'avx512-vnni'], 'a Xeon Phi and the like lack AVX512VL');
  assert.deepEqual(readCpuFeatures(words('avx2 avx512f avx512cd avx512dq avx512bw avx512vl')), ['avx2', 'avx512']);
  assert.deepEqual(readCpuFeatures(words('avx2 avx_vnni amx_tile amx_int8')), ['avx2', 'avx-vnni', 'amx']);
  assert.deepEqual(readCpuFeatures(words('amx_tile')), []);
});

test('Arm by its hardware capabilities, RISC-V by the letters of its ISA', () => {
  assert.deepEqual(readCpuFeatures(words('fp asimd asimddp fphp asimdhp i8mm bf16 sve sve2 svei8mm')), ['neon', 'dotprod', 'fp16', 'i8mm', 'bf16', 'sve', 'sve2']);
  assert.deepEqual(readCpuFeatures(words('fp asimd fphp')), ['neon'], 'half floats need both');
  assert.deepEqual(readCpuFeatures(['rv64imafdcv_zicsr_zifencei']), ['rvv']);
  assert.deepEqual(readCpuFeatures(['rv64imafdc_zvl32b_svinval']), []);
});

test('in words, and the worst first', () => {
  const describe = (flags: string): string => describeCpuFeatures({ cpu: { features: readCpuFeatures(words(flags)) } as Cpu });
  assert.equal(describe('avx f16c fma avx2 avx_vnni'), 'for models: AVX2, AVX-VNNI');
  assert.equal(describe('sse4_2 avx'), 'for models: only AVX, so they will be slow');
  assert.equal(describe('sse4_2'), 'for models: no vector unit beyond the oldest, so they will be very slow');
});

test('any flags: known names only, in one order, each once', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('avx', 'avx2', 'sve', 'rv64v', 'constructor', '__proto__'))), (flags) => {
    const found = readCpuFeatures(flags);
    assert.deepEqual(found, cpuFeatureNames.filter((name) => found.includes(name)));
  }));
});
