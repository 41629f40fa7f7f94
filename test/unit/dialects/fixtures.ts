/** Files of our own in the variety of public ones, for each dialect that is a document; and a translation that hashes nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { autoinstallAt } from '../../../dialects/autoinstall/is-autoinstall.ts';
import { translateAutoinstall } from '../../../dialects/autoinstall/translate-autoinstall.ts';
import { someHash } from '../foreign/loss-of.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';

export const fixtures = new URL('../../fixtures/', import.meta.url);

export function namesOf(dialect: string): string[] {
  return readdirSync(new URL(`${dialect}/`, fixtures)).map((name) => name.replace(/\.[a-z]+$/, '')).sort();
}

export function textOf(dialect: string, name: string): string {
  const [file = ''] = readdirSync(new URL(`${dialect}/`, fixtures)).filter((each) => each.replace(/\.[a-z]+$/, '') === name);
  return readFileSync(new URL(`${dialect}/${file}`, fixtures), 'utf8');
}

/** Undefined for what is no document, or no autoinstall. */
export async function autoinstall(text: string, file = 'autoinstall.yaml'): Promise<Translation | undefined> {
  const document = await readDocument(new TextEncoder().encode(text), file, true);
  const at = document.ok ? autoinstallAt(document.value) : undefined;
  return document.ok && at ? translateAutoinstall(document, at, () => Promise.resolve(someHash)) : undefined;
}
