/** Measurement: how fast llama.cpp ran slices of model shapes on this machine. Plain JSON; recorded ones serve tests. */
import type { ModelShape, Quantisation } from '../models/catalogue.ts';

export interface Measurement {
  version: 1;
  /** ISO time. */
  takenAt: string;
  /** llama.cpp's commit or version. */
  runtime: string;
  devices: DeviceMeasurement[];
  /** Read bandwidth of memory in bytes per second, with the threads that measured it. */
  memoryBandwidth?: { bytesPerSecond: number; threads: number };
  /** Half-width of the machine's own noise, as a fraction: 0.05 is ±5%. */
  noise: number;
  /** What went wrong without stopping it, a sentence each: a crash of the runtime, a slice left out for lack of time. */
  findings: string[];
  seconds: number;
  /** Peak resident memory of the children together, bytes. */
  peakBytes: number;
}

export interface DeviceMeasurement {
  /** `cpu`, or llama.cpp's name of the device: `Vulkan0`. */
  device: string;
  name: string;
  threads: number;
  slices: SliceMeasurement[];
}

/** One shape at one number of layers. Seconds per token, the least of several repetitions and their median. */
export interface SliceMeasurement {
  shape: ModelShape;
  quantisation: Quantisation;
  layers: number;
  prompt: { least: number; median: number };
  generation: { least: number; median: number };
}

export interface Range { low: number; likely: number; high: number }

export interface Prediction {
  device: string;
  /** Tokens per second. */
  generation: Range;
  prompt: Range;
  /** Seconds until the first token of an answer to 512 tokens. */
  firstToken: Range;
  /** `measured`: slices of this very shape and quantisation; `scaled`: from slices of other shapes. */
  basis: 'measured' | 'scaled';
}
