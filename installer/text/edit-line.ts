/** A line of text being typed. Pure; the keys are those of readline, so that they work where a terminal has no Home. */
import { graphemes } from './cell-width.ts';
import type { Key } from './keys.ts';

export interface Draft {
  text: string;
  /** In characters as a person counts them. */
  caret: number;
}

/** Undefined: the key is none of editing. */
export function editLine(draft: Draft, key: Key): Draft | undefined {
  const letters = graphemes(draft.text);
  const caret = Math.min(draft.caret, letters.length);
  const put = (before: string[], after: string[]): Draft => ({ text: [...before, ...after].join(''), caret: before.length });
  const [before, after] = [letters.slice(0, caret), letters.slice(caret)];
  switch (key.name) {
    case 'text': return put([...before, ...graphemes(key.text)], after);
    case 'backspace': return put(before.slice(0, -1), after);
    case 'delete': case 'ctrl-d': return put(before, after.slice(1));
    case 'left': case 'ctrl-b': return put(before.slice(0, -1), [...before.slice(-1), ...after]);
    case 'right': case 'ctrl-f': return put([...before, ...after.slice(0, 1)], after.slice(1));
    case 'home': case 'ctrl-a': return put([], letters);
    case 'end': case 'ctrl-e': return put(letters, []);
    case 'ctrl-u': return put([], after);
    case 'ctrl-k': return put(before, []);
    case 'ctrl-w': return put(graphemes(before.join('').replace(/\S*\s*$/u, '')), after);
    default: return undefined;
  }
}

/** The part of it that a box of so many cells shows, and the cell of the caret in it. */
export function windowOf({ text, caret }: Draft, width: number): { text: string; caret: number } {
  const letters = graphemes(text);
  // One cell more than the text: the caret may stand behind it.
  const from = caret < width ? 0 : caret - width + 1;
  return { text: letters.slice(from, from + width).join(''), caret: caret - from };
}
