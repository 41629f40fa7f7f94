/** Which slices of a model's shape to run: two numbers of layers, so that per-layer and fixed costs separate. */
import type { CatalogueModel, ModelShape, Quantisation } from '../models/catalogue.ts';
import { describeGguf, headerBytes } from '../models/gguf/write-gguf.ts';
import { weightsOf } from './shape-weights.ts';

export interface Slice {
  shape: ModelShape;
  quantisation: Quantisation;
  layers: number;
  /** Of the file. */
  bytes: number;
}

export interface SliceLimits {
  /** Both files of a shape together. */
  fileBytes: number;
  /** A slice that fits into it would run faster than the model ever does. */
  cacheBytes: number;
}

/** Counts for which llama-quantize's mixing rules give half the layers more bits, as they do in whole models. */
const counts = [2, 4, 8, 10, 12, 16];
/** Larger ones take longer to write than they gain. */
const most = 2 * 1024 ** 3;

/** The small one and the large one; undefined when not even two layers can be had. */
export function planSlices({ shape, quantisation }: Pick<CatalogueModel, 'shape' | 'quantisation'>, { fileBytes, cacheBytes }: SliceLimits): [Slice, Slice] | undefined {
  const usable = counts.filter((layers) => layers <= shape.layers).map((layers): Slice => ({ shape, quantisation, layers, bytes: sliceBytes(shape, quantisation, layers) }));
  const isBeyondCache = ({ layers }: Slice): boolean => {
    const { layerBytes, outputBytes } = weightsOf(shape, quantisation, layers);
    return layerBytes + outputBytes > 3 * cacheBytes;
  };
  const pairs = usable.flatMap((small) => usable.filter((large) => large.layers > small.layers && small.bytes + large.bytes <= Math.min(fileBytes, most)).map((large): [Slice, Slice] => [small, large]));
  const honest = pairs.filter(([small]) => isBeyondCache(small));
  // Half of the difference is error: the farther apart, the better.
  return (honest.length > 0 ? honest : pairs).sort(([a, b], [c, d]) => (d.layers - c.layers) - (b.layers - a.layers) || a.layers - c.layers)[0];
}

/** Most important first: the model asked for, then the smallest of another shape, so that those between are bracketed. */
export function chooseShapes<T extends Pick<CatalogueModel, 'parameters' | 'shape'>>(models: readonly T[]): T[] {
  const [first, ...others] = models;
  if (!first) return [];
  const isOther = ({ shape }: T): boolean => shape.embedding !== first.shape.embedding || shape.feedForward !== first.shape.feedForward;
  const smallest = others.filter(isOther).sort((a, b) => a.parameters - b.parameters)[0];
  return smallest ? [first, smallest] : [first];
}

function sliceBytes(shape: ModelShape, quantisation: Quantisation, layers: number): number {
  const description = describeGguf(shape, quantisation, { name: 'slice', layers, vocabulary: 'none' });
  // The vocabulary: about 30 bytes a token.
  return headerBytes(description).length + description.dataBytes + 30 * shape.vocabulary;
}
