import type { ModelShape } from '../../../shared/models/catalogue.ts';

const llama = { architecture: 'llama', headDimension: 128, tiedEmbedding: false } as const;

/** Wide and narrow, with and without grouped heads, shared embeddings, head norms and sliding windows. */
export const shapes = {
  mistral: { ...llama, layers: 32, embedding: 4096, heads: 32, headsKv: 8, feedForward: 14336, vocabulary: 32768, context: 32768 },
  'llama-2-7b': { ...llama, layers: 32, embedding: 4096, heads: 32, headsKv: 32, feedForward: 11008, vocabulary: 32000, context: 4096 },
  'llama-2-13b': { ...llama, layers: 40, embedding: 5120, heads: 40, headsKv: 40, feedForward: 13824, vocabulary: 32000, context: 4096 },
  'llama-2-70b': { ...llama, layers: 80, embedding: 8192, heads: 64, headsKv: 8, feedForward: 28672, vocabulary: 32000, context: 4096 },
  'codellama-34b': { ...llama, layers: 48, embedding: 8192, heads: 64, headsKv: 8, feedForward: 22016, vocabulary: 32000, context: 16384 },
  nemo: { ...llama, layers: 40, embedding: 5120, heads: 32, headsKv: 8, feedForward: 14336, vocabulary: 131072, context: 131072 },
  'llama-3.2-1b': { ...llama, layers: 16, embedding: 2048, heads: 32, headsKv: 8, headDimension: 64, feedForward: 8192, vocabulary: 128256, context: 131072, tiedEmbedding: true },
  smollm2: { ...llama, layers: 24, embedding: 2048, heads: 32, headsKv: 32, headDimension: 64, feedForward: 8192, vocabulary: 49152, context: 8192, tiedEmbedding: true },
  tinyllama: { ...llama, layers: 22, embedding: 2048, heads: 32, headsKv: 4, headDimension: 64, feedForward: 5632, vocabulary: 32000, context: 2048 },
  'qwen3-0.6b': { ...llama, architecture: 'qwen3', layers: 28, embedding: 1024, heads: 16, headsKv: 8, feedForward: 3072, vocabulary: 151936, context: 40960, tiedEmbedding: true },
  'qwen3-8b': { ...llama, architecture: 'qwen3', layers: 36, embedding: 4096, heads: 32, headsKv: 8, feedForward: 12288, vocabulary: 151936, context: 40960 },
  'gemma-3-4b': { ...llama, architecture: 'gemma3', layers: 34, embedding: 2560, heads: 8, headsKv: 4, headDimension: 256, feedForward: 10240, vocabulary: 262144, context: 131072, tiedEmbedding: true, slidingWindow: 1024 },
} satisfies Record<string, ModelShape>;
