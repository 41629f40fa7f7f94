import type { CpuFeature } from './cpu-features.ts';
import type { Machine } from './machine.ts';

const names: Partial<Record<CpuFeature, string>> = {
  avx2: 'AVX2', 'avx-vnni': 'AVX-VNNI', avx512: 'AVX-512', 'avx512-vnni': 'AVX-512 VNNI', 'avx512-vbmi': 'VBMI', 'avx512-bf16': 'BF16', amx: 'AMX',
  neon: 'NEON', dotprod: 'dot product', fp16: 'FP16', i8mm: 'I8MM', bf16: 'BF16', sve: 'SVE', sve2: 'SVE2', sme: 'SME', rvv: 'vectors (RVV)',
};

/** "for models: AVX2, AVX-VNNI"; the older x86 units are told only where nothing better is there. */
export function describeCpuFeatures({ cpu: { features } }: Pick<Machine, 'cpu'>): string {
  const told = features.flatMap((feature) => names[feature] ?? []);
  if (told.length > 0) return `for models: ${told.join(', ')}`;
  return features.includes('avx') ? 'for models: only AVX, so they will be slow' : 'for models: no vector unit beyond the oldest, so they will be very slow';
}
