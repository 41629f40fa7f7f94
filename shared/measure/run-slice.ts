/** One start of llama-bench on one slice. */
import type { Host } from '../system/host.ts';
import { parseLlamaBench, type BenchRow } from './parse-llama-bench.ts';
import { runChild } from './run-child.ts';
import { withPeak } from './watch-peak.ts';

export interface SliceRun {
  bench: string;
  path: string;
  /** `cpu`, or llama.cpp's name of the device. */
  device: string;
  threads: number;
  memoryBytes: number;
  prompt: number;
  generated: number;
  repetitions: number;
  /** llama-bench runs the whole prompt once before it counts; a run of minutes can do without. */
  noWarmUp?: boolean;
  /** Until it is stopped. */
  seconds: number;
  signal?: AbortSignal | undefined;
}

export interface SliceTimes {
  /** Seconds per token, one for each repetition. */
  prompt: number[];
  generation: number[];
  commit: string;
  /** Of the whole run, loading included. */
  seconds: number;
  peakBytes: number;
}

export async function runSlice(host: Host, run: SliceRun): Promise<SliceTimes> {
  const where = run.device === 'cpu' ? ['--device', 'none', '--n-gpu-layers', '0'] : ['--device', run.device, '--n-gpu-layers', '99'];
  const args = ['--model', run.path, '--n-prompt', String(run.prompt), '--n-gen', String(run.generated), '--repetitions', String(run.repetitions), '--threads', String(run.threads), ...run.noWarmUp ? ['--no-warmup'] : [], ...where, '--output', 'jsonl'];
  const begun = performance.now();
  const { result, peakBytes } = await withPeak(host, () => runChild(host, run.bench, args, run));
  const rows = parseLlamaBench(result);
  return {
    prompt: samplesOf(rows, ({ promptTokens }) => promptTokens > 0),
    generation: samplesOf(rows, ({ generatedTokens }) => generatedTokens > 0),
    commit: rows[0]?.commit ?? 'unknown',
    seconds: (performance.now() - begun) / 1000,
    peakBytes,
  };
}

function samplesOf(rows: readonly BenchRow[], isWanted: (row: BenchRow) => boolean): number[] {
  const samples = rows.filter(isWanted).flatMap((row) => row.samples);
  if (samples.length === 0) throw new Error('llama-bench left out one of its tests');
  return samples;
}
