/**
 * A line into words as Anaconda splits it: quotes and backslashes as in a POSIX shell, and an unquoted # ends the line,
 * in the middle of a word too.
 */
export interface Words { words: string[]; cutOff: boolean }

/** Text says why it cannot be split. */
export function splitWords(line: string): Words | string {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#') {
      return { words: word === undefined ? words : [...words, word], cutOff: word !== undefined };
    } else if (character === '\\') {
      if (index + 1 >= line.length) return 'ends with a backslash, which joins no lines here: a command stands in one line; put both into one';
      word = (word ?? '') + line.charAt(index + 1);
      index += 1;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(line, index);
      if (!quoted) return `has a quote (${character}) that is not closed; close it`;
      word = (word ?? '') + quoted.text;
      index = quoted.end;
    } else word = (word ?? '') + character;
  }
  return { words: word === undefined ? words : [...words, word], cutOff: false };
}

function readQuoted(line: string, start: number): { text: string; end: number } | undefined {
  const mark = line.charAt(start);
  let text = '';
  for (let index = start + 1; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === mark) return { text, end: index };
    if (mark === '"' && character === '\\' && /["\\]/.test(line.charAt(index + 1))) index += 1;
    text += line.charAt(index);
  }
  return undefined;
}
