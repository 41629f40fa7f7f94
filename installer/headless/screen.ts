/** What the output is looked at with: how wide, whether in colour, and whether it can draw. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { wrap } from '../../shared/machine/wrap.ts';

export interface Screen {
  columns: number;
  colour: boolean;
  unicode: boolean;
}

const codes = { bold: [1, 22], dim: [2, 22], green: [32, 39] } as const;

export function paint(style: keyof typeof codes | undefined, text: string, { colour }: Screen): string {
  if (!colour || style === undefined || text === '') return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** Colour on a terminal only, and not where NO_COLOR (no-color.org) or a dumb terminal says otherwise. */
export function screenOf({ isTTY, columns }: Partial<Stream>, env: NodeJS.ProcessEnv): Screen {
  return {
    columns: Math.min(100, Math.max(40, isTTY && columns ? columns : 80)),
    colour: isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    unicode: /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''),
  };
}

const gutter = 14;

/** A label and its text beside it, or below it where there is little room; without a label, what belongs to the one before. */
export function labelled(label: string, text: string, screen: Screen): string[] {
  const indent = screen.columns < 60 ? 2 : gutter;
  const lines = wrap(escapeForTerminal(text), screen.columns - indent).map((line) => `${' '.repeat(indent)}${line}`);
  if (label === '') return lines;
  if (indent < gutter) return [paint('bold', label, screen), ...lines];
  const [first = '', ...rest] = lines;
  return [`${paint('bold', label, screen)}${first.slice(label.length)}`, ...rest];
}
