/** Controls as lines for a terminal or a pager. */
import { escapeForTerminal } from '../../shared/errors.ts';
import type { Control } from '../../shared/harden/control.ts';
import type { ControlResult } from './results.ts';

const colours = { ok: 32, applied: 32, failed: 31, 'left-out': 90, 'not-due': 90, 'not-so': 33, undone: 32 } as const;
export type Word = keyof typeof colours;

export interface Row { id: string; word: Word; text: string }

export function formatRows(rows: readonly Row[], colour: boolean): string {
  const width = Math.max(0, ...rows.map(({ id }) => id.length));
  return rows.map(({ id, word, text }) => {
    const shown = word.padEnd(8);
    return `${colour ? `\u001b[${colours[word]}m${shown}\u001b[0m` : shown}  ${id.padEnd(width)}  ${escapeForTerminal(text)}\n`;
  }).join('');
}

export function rowOf({ id, state, title, why }: ControlResult): Row {
  return { id, word: state, text: why === undefined ? title : `${title}: ${why}` };
}

/** Those that belong to the profile first, each group under its name. */
export function formatList(controls: readonly Control[], leftOut: ReadonlyMap<string, string>): string {
  const width = Math.max(0, ...controls.map(({ id }) => id.length));
  let group = '';
  return controls.map((control) => {
    const head = control.group === group ? '' : `${group === '' ? '' : '\n'}${control.group}\n`;
    group = control.group;
    const why = leftOut.get(control.id);
    const cis = control.cis.length > 0 ? ` (CIS ${control.cis.join(', ')})` : '';
    return `${head}  ${why === undefined ? '+' : '-'} ${control.id.padEnd(width)}  ${escapeForTerminal(control.title)}${cis}${why === undefined ? '' : `; ${why}`}\n`;
  }).join('');
}
