/** llama.cpp's own word on memory: llama-fit-params on a file that is a header and a hole. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ModelShape, Quantisation } from '../../../shared/models/catalogue.ts';
import { describeGguf, headerBytes } from '../../../shared/models/gguf/write-gguf.ts';

/** Made by `npm run llama`. */
const program = resolve(import.meta.dirname, '../../../build/llama/usr/lib/cognos-llama/llama-fit-params');
export const whyNotHere = existsSync(program) ? false : `${program} is not there: npm run llama makes it`;

/** Bytes, from whole MiB. */
export interface Reported { weights: number; kv: number; compute: number }

export function reportedByLlama(shape: ModelShape, quantisation: Quantisation, contexts: readonly number[]): Reported[] {
  const description = describeGguf(shape, quantisation, { name: 'fit', vocabulary: 'none' });
  const header = headerBytes(description);
  const file = join(tmpdir(), `cognos-fit-${process.pid}.gguf`);
  try {
    writeFileSync(file, header);
    truncateSync(file, header.length + description.dataBytes);
    return contexts.map((context) => {
      // Repacked weights lie in buffers that it does not count; their size is the same.
      const output = execFileSync(program, ['--model', file, '--ctx-size', String(context), '--no-repack', '--device', 'none', '--fit-print', 'on'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      return parseHost(output);
    });
  } finally {
    rmSync(file, { force: true });
  }
}

function parseHost(output: string): Reported {
  const line = /^Host (\d+) (\d+) (\d+)\s*$/m.exec(output);
  if (!line) throw new Error(`llama-fit-params did not say what the host needs:\n${output}`);
  const [weights = 0, kv = 0, compute = 0] = line.slice(1).map((mebibytes) => Number(mebibytes) * 1024 ** 2);
  return { weights, kv, compute };
}
