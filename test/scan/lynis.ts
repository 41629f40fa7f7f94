/** Lynis' hardening index, and what it would do besides. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from './enclosure.ts';

export interface LynisResult { index: number; warnings: string[]; suggestions: string[] }

export async function scanWithLynis(root: string): Promise<LynisResult> {
  // Its status counts findings; the report file is what says how it went.
  await within(root, ['sh', '-c', 'lynis audit system --quick --no-colors --quiet >/dev/null 2>&1 || true']);
  const report = join(root, 'var/log/lynis-report.dat');
  const text = await readFile(report, 'utf8');
  for (const file of ['lynis-report.dat', 'lynis.log']) await rm(join(root, 'var/log', file), { force: true });
  return readReport(text);
}

export function readReport(text: string): LynisResult {
  const index = /^hardening_index=(\d+)$/m.exec(text)?.[1];
  if (index === undefined) throw new Error('lynis left no hardening index');
  const all = (word: string): string[] => [...text.matchAll(new RegExp(`^${word}\\[\\]=(.+)$`, 'gm'))].map(([, line = '']) => line.split('|').slice(0, 3).join(' ').trim());
  return { index: Number(index), warnings: all('warning'), suggestions: all('suggestion') };
}
