/** What was read, for a sentence: in quotes, and not more of it than tells which it is. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 24 ? `${text.slice(0, 23)}…` : text);
}
