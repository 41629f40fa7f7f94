/** A size as Subiquity means it, in the words of a spec: 1G is 2^30. What is none stays as it is. */
export function binarySize(text: string): string {
  return text.replace(/^(\d+(?:\.\d+)?) ?([KMGT])B?$/, '$1$2iB');
}
