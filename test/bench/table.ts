import type { Figure } from './figure.ts';

export function figureTable(figures: readonly Figure[]): string {
  return markdownTable(
    ['figure', 'measured', 'floor', 'ratio', 'limit', ''],
    figures.map(({ what, measured, floor, ratio, limit, met }) => [
      what, measured, floor ?? '', ratio === undefined ? '' : `${ratio.toFixed(2)} ×`, limit ?? '', met === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  );
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(head)}|${'---|'.repeat(head.length)}\n${rows.map(line).join('')}`;
}
