/** `llama-bench -o jsonl` (tools/llama-bench of v0.5.0): a line per test. Only what is needed is looked at: the rest changes between versions. */

export interface BenchRow {
  promptTokens: number;
  generatedTokens: number;
  /** Seconds per token of each repetition. */
  samples: number[];
  /** `build_commit`. */
  commit: string;
}

/** Throws on anything that is not rows with plausible times: a broken runtime must not become a prediction. */
export function parseLlamaBench(text: string): BenchRow[] {
  const rows = text.split('\n').filter((line) => line.trim() !== '').map(parseRow);
  if (rows.length === 0) throw new Error('llama-bench answered nothing');
  return rows;
}

function parseRow(line: string): BenchRow {
  const row = parseObject(line);
  const promptTokens = countOf(row, 'n_prompt');
  const generatedTokens = countOf(row, 'n_gen');
  const nanoseconds = row.samples_ns;
  const tokens = promptTokens + generatedTokens;
  if (tokens === 0 || !Array.isArray(nanoseconds) || nanoseconds.length === 0 || !nanoseconds.every((time) => typeof time === 'number' && Number.isFinite(time) && time > 0)) {
    throw new Error(`llama-bench answered without usable times: ${line.slice(0, 80)}`);
  }
  return { promptTokens, generatedTokens, samples: (nanoseconds as number[]).map((time) => time / 1e9 / tokens), commit: typeof row.build_commit === 'string' ? row.build_commit : 'unknown' };
}

function parseObject(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, with the same words.
  }
  throw new Error(`llama-bench answered what is no JSON object: ${line.slice(0, 80)}`);
}

function countOf(row: Record<string, unknown>, key: string): number {
  const value = row[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Error(`llama-bench answered without ${key}`);
  return value;
}
