/** ggml's tensor types that we write and size (ggml.h, ggml-common.h). A row is a whole number of blocks. */
export const tensorTypes = {
  F32: { id: 0, elements: 1, bytes: 4 },
  F16: { id: 1, elements: 1, bytes: 2 },
  Q4_0: { id: 2, elements: 32, bytes: 18 },
  Q8_0: { id: 8, elements: 32, bytes: 34 },
  Q4_K: { id: 12, elements: 256, bytes: 144 },
  Q5_K: { id: 13, elements: 256, bytes: 176 },
  Q6_K: { id: 14, elements: 256, bytes: 210 },
} as const;

export type TensorType = keyof typeof tensorTypes;

/** Bytes of a tensor; the first dimension is the row. */
export function tensorBytes(type: TensorType, dims: readonly number[]): number {
  const { elements, bytes } = tensorTypes[type];
  const row = dims[0] ?? 0;
  if (row % elements !== 0) throw new RangeError(`${type} needs rows of a multiple of ${elements} elements, not ${row}`);
  return dims.reduce((product, each) => product * each, 1) / elements * bytes;
}
