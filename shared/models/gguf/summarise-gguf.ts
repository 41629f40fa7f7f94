/** What of a header leaves the process that parsed it: a few numbers and short names. */
import { GgufError } from './gguf-error.ts';
import type { GgufHeader } from './read-gguf.ts';

export interface GgufSummary {
  version: number;
  architecture: string;
  name: string;
  tensors: number;
  headerBytes: number;
  dataBytes: number;
  layers?: number;
  context?: number;
  vocabulary?: number;
}

export function summariseGguf({ version, values, tensors, headerBytes, dataBytes }: GgufHeader): GgufSummary {
  const architecture = values.get('general.architecture');
  if (typeof architecture !== 'string' || !/^[a-z0-9][a-z0-9_.-]{0,63}$/.test(architecture)) throw new GgufError('general.architecture is missing or no name');
  const name = values.get('general.name') ?? '';
  // A model's name is what others would name its file after.
  if (typeof name !== 'string' || name.length > 200 || /\p{Cc}|(^|[/\\])\.\.([/\\]|$)/u.test(name)) throw new GgufError(`general.name is ${JSON.stringify(String(name).slice(0, 80))}: no text of at most 200 printable characters without "../"`);
  const count = (key: string): number | undefined => {
    const value = values.get(`${architecture}.${key}`);
    if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value) || value < 1)) throw new GgufError(`${architecture}.${key} is no positive whole number`);
    return value;
  };
  const tokens = values.get('tokenizer.ggml.tokens');
  const [layers, context, vocabulary] = [count('block_count'), count('context_length'), typeof tokens === 'object' ? tokens.length : count('vocab_size')];
  return {
    version, architecture, name, tensors: tensors.length, headerBytes, dataBytes,
    ...layers === undefined ? {} : { layers }, ...context === undefined ? {} : { context }, ...vocabulary === undefined ? {} : { vocabulary },
  };
}
