/** A text in pieces about as large as a model's tokens, to show how fast it would write. Pure. */

/** Letters of a longer word that one token holds, about: `under|stand|ing`. */
const lettersPerToken = 5;

/** Joined they are the text again. Words of scripts without spaces are found by the language's own rules. */
export function piecesOf(text: string, language: string): string[] {
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  const letters = new Intl.Segmenter(language, { granularity: 'grapheme' });
  const pieces: string[] = [];
  let lead = '';
  for (const { segment, isWordLike } of words.segment(text)) {
    if (segment.trim() === '') { lead += segment; continue; }
    const parts = isWordLike ? chop([...letters.segment(segment)].map(({ segment: letter }) => letter)) : [segment];
    pieces.push(...parts.map((part, index) => (index === 0 ? lead + part : part)));
    lead = '';
  }
  return lead === '' ? pieces : [...pieces, lead];
}

/** Short words are one token; of long ones every piece but the last is full. */
function chop(letters: readonly string[]): string[] {
  if (letters.length <= lettersPerToken + 2) return [letters.join('')];
  const parts: string[] = [];
  for (let from = 0; from < letters.length; from += lettersPerToken) parts.push(letters.slice(from, from + lettersPerToken).join(''));
  return parts;
}

/** What has been written after so many seconds. */
export function writtenAfter(pieces: readonly string[], seconds: number, tokensPerSecond: number): { text: string; done: boolean } {
  const count = Math.min(pieces.length, Math.max(0, Math.floor(seconds * tokensPerSecond)));
  return { text: pieces.slice(0, count).join(''), done: count === pieces.length };
}
