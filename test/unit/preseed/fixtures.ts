/** Preseed files of our own, in the variety of public ones, and a translation that hashes nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { readPreseed } from '../../../preseed/read-preseed.ts';
import { translatePreseed } from '../../../preseed/translate-preseed.ts';
import { someHash } from '../foreign/loss-of.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';

const folder = new URL('../../fixtures/preseed/', import.meta.url);

export const names = readdirSync(folder).filter((name) => name.endsWith('.cfg')).map((name) => name.replace('.cfg', ''));

export function bytesOf(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.cfg`, folder));
}

export function translate(bytes: Uint8Array | string, file = 'preseed.cfg'): Promise<Translation> {
  return translatePreseed(readPreseed(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, file), () => Promise.resolve(someHash));
}
