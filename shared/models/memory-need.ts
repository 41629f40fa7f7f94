/** What a model needs where, in bytes. */

export interface FitRequest {
  /** Context window in tokens. */
  context: number;
  /** llama.cpp's `--n-gpu-layers`, the output layer counted first: 0 is CPU only, layers + 1 is all. */
  gpuLayers: number;
  /** llama.cpp's micro batch; 512 unless told. */
  microBatch?: number;
}

export interface MemoryNeed {
  weights: number;
  /** Key-value cache in f16 at the asked context. */
  kv: number;
  /** Scratch buffers of the compute graph. */
  compute: number;
  /** What the operating system and the agent keep for themselves; not part of llama.cpp's own figures. */
  reserve: number;
  /** weights + kv + compute + reserve */
  total: number;
  /** The same, by where it lies; `reserve` is in host memory. */
  host: Share;
  gpu: Share;
}

interface Share { weights: number; kv: number; compute: number }

/** What lies in the machine's own memory, the system's share included. */
export function hostBytes({ host, reserve }: Pick<MemoryNeed, 'host' | 'reserve'>): number {
  return bytesOf(host) + reserve;
}

export function gpuBytes({ gpu }: Pick<MemoryNeed, 'gpu'>): number {
  return bytesOf(gpu);
}

function bytesOf({ weights, kv, compute }: Share): number {
  return weights + kv + compute;
}
