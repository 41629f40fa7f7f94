/** The report for a terminal: headings, and a row a line. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { wrap } from '../../shared/machine/wrap.ts';
import type { Section } from './report-sections.ts';

const gutter = 26;

export function reportText(sections: readonly Section[], columns = 100): string {
  return sections.map(({ title, rows }) => `${title}\n${rows.map(({ name, value }) => rowText(escapeForTerminal(name), escapeForTerminal(value), columns)).join('')}`).join('\n');
}

function rowText(name: string, value: string, columns: number): string {
  const lines = wrap(value, Math.max(30, columns - gutter)).map((line) => `${' '.repeat(gutter)}${line}`);
  const head = `  ${name}`;
  // A name that is too long has a line of its own.
  if (head.length >= gutter - 1) return [head, ...lines, ''].join('\n');
  const [first = '', ...rest] = lines;
  return [`${head}${first.slice(head.length)}`, ...rest, ''].join('\n');
}
