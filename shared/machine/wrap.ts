/** Lines of at most `width` characters, broken between words; the indent of the first line is kept, longer words are cut. */
export function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.slice(indent.length).split(' ').flatMap((each) => cut(each, width - indent.length))) {
    const joined = line === indent ? `${indent}${word}` : `${line} ${word}`;
    if (joined.length <= width) line = joined;
    else { lines.push(line); line = `${indent}${word}`; }
  }
  return [...lines, line];
}

function cut(word: string, width: number): string[] {
  return word.length <= width ? [word] : word.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? [word];
}
