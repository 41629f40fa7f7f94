/**
 * What the installer says on the console (installer/headless): `cognos: 43% Writing the system · …`,
 * then `cognos: done`, `cognos: failed: SENTENCE` or `cognos: refused…`. A journal or kernel prefix may come before it.
 */
import { stripVTControlCharacters } from 'node:util';

export type InstallerLine =
  | { kind: 'progress'; percent: number; text: string }
  | { kind: 'done' | 'failed' | 'refused'; text: string };

/** Undefined for every line that isn't the installer's. */
export function parseInstallerLine(line: string): InstallerLine | undefined {
  const said = /(?:^|\s)cognos: (.*)$/.exec(stripVTControlCharacters(line).trimEnd())?.[1];
  if (said === undefined) return undefined;
  const progress = /^(\d{1,3})%\s*(.*)$/.exec(said);
  if (progress) return { kind: 'progress', percent: Number(progress[1]), text: progress[2] ?? '' };
  const outcome = /^(done|failed|refused)\b:?\s*(.*)$/.exec(said);
  if (!outcome) return undefined;
  return { kind: outcome[1] as 'done' | 'failed' | 'refused', text: outcome[2] ?? '' };
}
