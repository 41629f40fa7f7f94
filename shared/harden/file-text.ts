import type { Part } from './control.ts';

/** What a file says with a part of kind `file`. One that is not there, or empty, is nobody's own text. */
export function fileText({ content, replaces }: Extract<Part, { kind: 'file' }>, text: string): string {
  return replaces === undefined || text === '' || new RegExp(replaces).test(text) ? content : text;
}
