import type { Cpu } from './machine.ts';

/** What llama.cpp's CPU variants are chosen by (ggml/src/CMakeLists.txt, ggml_add_cpu_backend_variant). */
export const cpuFeatureNames = [
  'sse4.2', 'avx', 'f16c', 'fma', 'bmi2', 'avx2', 'avx-vnni', 'avx512', 'avx512-vbmi', 'avx512-vnni', 'avx512-bf16', 'amx',
  'neon', 'dotprod', 'fp16', 'i8mm', 'bf16', 'sve', 'sve2', 'sme', 'rvv',
] as const;
export type CpuFeature = typeof cpuFeatureNames[number];

/** All of these words of /proc/cpuinfo together make the feature (Linux arch/{x86,arm64} cpufeatures). */
const words: Partial<Record<CpuFeature, string[]>> = {
  'sse4.2': ['sse4_2'], avx: ['avx'], f16c: ['f16c'], fma: ['fma'], bmi2: ['bmi2'], avx2: ['avx2'], 'avx-vnni': ['avx_vnni'],
  avx512: ['avx512f', 'avx512cd', 'avx512vl', 'avx512dq', 'avx512bw'], 'avx512-vbmi': ['avx512vbmi'], 'avx512-vnni': ['avx512_vnni'],
  'avx512-bf16': ['avx512_bf16'], amx: ['amx_tile', 'amx_int8'],
  neon: ['asimd'], dotprod: ['asimddp'], fp16: ['fphp', 'asimdhp'], i8mm: ['i8mm'], bf16: ['bf16'], sve: ['sve'], sve2: ['sve2'], sme: ['sme'],
};

/** The features that matter to a language model, in the order of `cpuFeatureNames`. */
export function readCpuFeatures(flags: Cpu['flags']): CpuFeature[] {
  const has = new Set(flags);
  return cpuFeatureNames.filter((name) => (name === 'rvv' ? flags.some(hasVectors) : words[name]?.every((word) => has.has(word))));
}

/** RISC-V has one word, "rv64imafdcv_zicsr…": single letters up to the first underscore. */
function hasVectors(word: string): boolean {
  return /^rv64[a-z]*v/.test(word);
}
