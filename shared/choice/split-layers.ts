import type { CatalogueModel } from '../models/catalogue.ts';
import { needOf, type Shaped } from '../models/fit.ts';
import { gpuBytes } from '../models/memory-need.ts';

/** llama.cpp counts the output as a layer of its own. */
export function allLayers({ shape }: Pick<CatalogueModel, 'shape'>): number {
  return shape.layers + 1;
}

/** How many layers (`--n-gpu-layers`) fit into `bytes` of the accelerators' memory with their share of cache and buffers. */
export function splitLayers(model: Shaped, context: number, bytes: number): number {
  const isEnough = (gpuLayers: number): boolean => gpuBytes(needOf(model, { context, gpuLayers })) <= bytes;
  // All of them first: the buffer through which weights left on the host pass is not needed then.
  if (bytes <= 0) return 0;
  if (isEnough(allLayers(model))) return allLayers(model);
  let [fits, tooMany] = [0, allLayers(model)];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (isEnough(middle)) fits = middle;
    else tooMany = middle;
  }
  // The output alone gains nothing.
  return fits > 1 ? fits : 0;
}
