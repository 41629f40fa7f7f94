/** Sizes as Agama has them: `"2 GiB"`, `"1.5 TB"`, bytes, a pair of limits, or a map of them. */
import type { ForeignPartition } from '../../shared/foreign/partitions.ts';
import { isMap } from '../../shared/spec/is-map.ts';

type Size = Pick<ForeignPartition<unknown>, 'bytes' | 'said'>;
const form = /^(\d+(?:\.\d+)?)\s*(?:([kmgtpezy])(i)?)?b?$/i;
const example = 'is no size; write for example "40 GiB"';

/** A text says what is wrong. The upper limit counts, as the room is there to be used. */
export function readSize(value: unknown): Size | string {
  if (value === undefined || value === 'auto') return { bytes: 'computed', said: 'the usual size' };
  const range = isMap(value) && Object.keys(value).every((key) => key === 'min' || key === 'max') ? [value['min'], value['max']] : Array.isArray(value) && value.length > 0 && value.length <= 2 ? value as unknown[] : undefined;
  if (!range) return typeof value === 'object' ? example : amount(value);
  const [least, most] = range;
  if ([least, most].includes('current')) return 'keeps the size that a partition has, and CognOS makes new ones; write a size';
  const low = least === undefined ? undefined : amount(least);
  if (typeof low === 'string') return low;
  return most === undefined || most === 'unlimited' ? { bytes: 'rest', said: `at least ${low?.said ?? 'nothing'}` } : amount(most);
}

function amount(value: unknown): Size | string {
  const [, number, prefix, binary] = typeof value === 'number' || typeof value === 'string' ? form.exec(String(value).trim()) ?? [] : [];
  if (number === undefined) return example;
  const bytes = Math.floor(Number(number) * (binary === undefined ? 1000 : 1024) ** (prefix === undefined ? 0 : 'kmgtpezy'.indexOf(prefix.toLowerCase()) + 1));
  return Number.isSafeInteger(bytes) ? { bytes, said: String(value).slice(0, 24) } : 'is more than any disk has';
}
