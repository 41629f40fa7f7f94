/** Shapes of published models (their GGUF headers) that fit into 12 GiB with all their layers. */
import type { CatalogueModel } from '../../shared/models/catalogue.ts';

export type Shape = Pick<CatalogueModel, 'id' | 'name' | 'parameters' | 'shape' | 'quantisation'>;

export const predictionShapes: Shape[] = [
  {
    id: 'mistral-7b', name: 'Mistral 7B Q4_K_M', parameters: 7_248_023_552, quantisation: 'Q4_K_M',
    shape: { architecture: 'llama', layers: 32, embedding: 4096, heads: 32, headsKv: 8, headDimension: 128, feedForward: 14336, vocabulary: 32768, context: 32768, tiedEmbedding: false },
  },
  {
    id: 'llama-3.2-3b', name: 'Llama 3.2 3B Q4_K_M', parameters: 3_212_749_888, quantisation: 'Q4_K_M',
    shape: { architecture: 'llama', layers: 28, embedding: 3072, heads: 24, headsKv: 8, headDimension: 128, feedForward: 8192, vocabulary: 128256, context: 131072, tiedEmbedding: true },
  },
  {
    id: 'tinyllama-1.1b', name: 'TinyLlama 1.1B Q4_0', parameters: 1_100_048_384, quantisation: 'Q4_0',
    shape: { architecture: 'llama', layers: 22, embedding: 2048, heads: 32, headsKv: 4, headDimension: 64, feedForward: 5632, vocabulary: 32000, context: 2048, tiedEmbedding: false },
  },
];
