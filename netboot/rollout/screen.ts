/** The table that stays on a terminal and is drawn anew. */
import { rolloutTable } from './table.ts';
import type { Rollout } from './view.ts';

export interface Terminal { columns?: number; rows?: number; write(text: string): unknown }

/** Line by line over what stands there: a screen that is cleared first flickers. */
export function drawScreen(terminal: Terminal, rollout: Rollout): void {
  // A serial line says 0 by 0.
  const columns = terminal.columns || 80;
  const rows = terminal.rows || 24;
  const table = rolloutTable(rollout, { columns, rows: rows - 1 });
  terminal.write(`\u001b[?25l\u001b[H${table.replaceAll('\n', '\u001b[K\n')}\u001b[J`);
}

export function leaveScreen(terminal: Terminal): void {
  terminal.write('\u001b[?25h\n');
}
