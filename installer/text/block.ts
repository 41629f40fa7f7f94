/** What a screen is made of: blocks one below another. Those that can be focused take keys; every one can draw itself. */
import { cellWidth, cutTo, padTo } from './cell-width.ts';
import { windowOf, type Draft } from './edit-line.ts';
import type { Key } from './keys.ts';
import { paragraph, type Line, type Style } from './line.ts';

export interface Look {
  width: number;
  focused: boolean;
  /** What is being typed into it. */
  draft?: Draft | undefined;
}

export interface Block {
  id: string;
  draw(look: Look): Line[];
  /** Absent: it cannot be focused. True: the key was for it. */
  press?(key: Key): boolean;
  /** A line of text that can be edited. */
  edit?: { value: string; change(text: string): void; secret: boolean; /** Of this window alone: who only looks on may type, too. */ local: boolean };
  /** What has the focus once this is gone; else what stands in its place then. */
  heir?: string;
  /** F2: the nearest thing that works. */
  take?: Take | undefined;
}

export interface Take { label: string; run(): void }

export type Tone = 'plain' | 'soft' | 'strong' | 'warning' | 'danger' | 'success';
const tones: Record<Tone, Style> = {
  plain: {}, soft: { dim: true }, strong: { bold: true }, warning: { colour: 'yellow' }, danger: { colour: 'red', bold: true }, success: { colour: 'green' },
};
export function styleOf(tone: Tone): Style {
  return tones[tone];
}

/** In front of what has the focus: not by colour alone. */
const mark = ({ focused }: Look): string => (focused ? '> ' : '  ');
const chosen = ({ focused }: Look): Style => (focused ? { inverse: true } : {});

export function text(id: string, words: string, tone: Tone = 'plain', indent = 2): Block {
  return { id, draw: ({ width }) => paragraph(words, { width, indent, style: tones[tone] }) };
}

/** One below another, and one thing: what has the focus is in sight with all that belongs to it. */
export function together(first: Block, ...more: readonly Block[]): Block {
  return { ...first, draw: (look) => [first, ...more].flatMap((block) => block.draw(block === first ? look : { width: look.width, focused: false })) };
}

export function gap(id: string): Block {
  return { id, draw: () => [[]] };
}

export function heading(id: string, words: string): Block {
  return { id, draw: ({ width }) => [[{ text: cutTo(words, width), bold: true }]] };
}

export function lines(id: string, draw: (width: number) => Line[]): Block {
  return { id, draw: ({ width }) => draw(width) };
}

interface Below { /** Under it: what it is, or why it cannot be. */ detail?: string | undefined; disabled?: boolean }

export interface OptionOf extends Below { id: string; label: string; on: boolean; kind: 'one' | 'many'; set(): void }

export function option({ id, label, on, kind, detail, disabled = false, set }: OptionOf): Block {
  const box = disabled ? ' - ' : kind === 'one' ? (on ? '(*)' : '( )') : on ? '[x]' : '[ ]';
  return {
    id,
    draw: (look) => labelled(`${mark(look)}${box} `, label, detail, look, disabled),
    press: ({ name, text: typed }) => {
      if (name !== 'enter' && typed !== ' ') return false;
      if (!disabled) set();
      return true;
    },
  };
}

function labelled(before: string, label: string, detail: string | undefined, look: Look, soft: boolean): Line[] {
  const [first = [], ...more] = paragraph(label, { width: look.width - before.length });
  const style = { ...chosen(look), ...(soft ? { dim: true } : {}) };
  const rest = more.map((line): Line => [{ text: ' '.repeat(before.length) }, ...line.map((span) => ({ ...span, ...style }))]);
  return [
    [{ text: before, caret: look.focused }, ...first.map((span) => ({ ...span, ...style }))], ...rest,
    ...(detail === undefined ? [] : paragraph(detail, { width: look.width, indent: before.length, style: tones.soft })),
  ];
}

export function button(id: string, label: string, run: () => void, detail?: string): Block {
  return {
    id,
    draw: (look) => labelled(`${mark(look)}`, `[ ${label} ]`, detail, look, false),
    press: ({ name, text: typed }) => {
      if (name !== 'enter' && typed !== ' ') return false;
      run();
      return true;
    },
  };
}

/** A value that Enter opens a list for. */
export function picker(id: string, label: string, value: string, open: () => void, hint: string): Block {
  return {
    id,
    draw: (look) => {
      const before = `${mark(look)}${padTo(label, labelWidth)}  `;
      return [[{ text: before, caret: look.focused }, { text: cutTo(value, look.width - cellWidth(before) - cellWidth(hint) - 3, '~'), ...chosen(look), bold: true }, ...(look.focused ? [{ text: `  ${hint}`, dim: true }] : [])]];
    },
    press: ({ name, text: typed }) => {
      if (name !== 'enter' && typed !== ' ') return false;
      open();
      return true;
    },
  };
}

export const labelWidth = 24;

export interface FieldOf { id: string; label: string; value: string; change(text: string): void; secret?: boolean; /** Instead of an empty value. */ hint?: string; detail?: string | undefined; done?(): boolean; heir?: string; local?: boolean }

export function field({ id, label, value, change, secret = false, hint, detail, done, heir, local = false }: FieldOf): Block {
  // A long label has a line of its own.
  const isLong = cellWidth(label) > labelWidth;
  return {
    id,
    ...(heir === undefined ? {} : { heir }),
    edit: { value, change, secret, local },
    press: ({ name }) => name === 'enter' && done?.() === true,
    draw: (look) => [...(isLong ? paragraph(label, { width: look.width, indent: 2 }) : []), drawField({ label: isLong ? '' : label, value, secret, hint }, look), ...(detail === undefined ? [] : paragraph(detail, { width: look.width, indent: labelWidth + 4, style: tones.soft }))],
  };
}

function drawField({ label, value, secret, hint }: Pick<FieldOf, 'label' | 'value' | 'hint'> & { secret: boolean }, look: Look): Line {
  const before = `${mark(look)}${padTo(label, labelWidth)}  `;
  const width = Math.max(8, look.width - cellWidth(before) - 2);
  const plain = look.draft ?? { text: value, caret: Array.from(value).length };
  const draft = secret ? { ...plain, text: '*'.repeat(Array.from(plain.text).length) } : plain;
  if (!look.focused) {
    const isHint = draft.text === '' && hint !== undefined;
    return [{ text: `${before}[` }, { text: padTo(cutTo(isHint ? hint : draft.text, width, '~'), width), ...(isHint ? { dim: true } : { underline: draft.text === '' }) }, { text: ']' }];
  }
  const { text: visible, caret } = windowOf(draft, width - 1);
  const letters = Array.from(visible);
  const padded = padTo(visible, width);
  const [head, tail] = [letters.slice(0, caret).join(''), padded.slice(letters.slice(0, caret).join('').length)];
  const [at = ' ', ...rest] = Array.from(tail);
  return [{ text: `${before}[` }, { text: head, inverse: true }, { text: at, inverse: true, caret: true }, { text: rest.join(''), inverse: true }, { text: ']' }];
}
