/** The known word nearest to what was written, for "did you mean"; undefined when none is near. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const wanted = fold(written);
  const ranked = known
    .map((word) => ({ word, distance: distance(wanted, fold(word)) }))
    .filter(({ word, distance: far }) => far <= Math.max(1, Math.floor(Math.min(word.length, written.length) / 3)))
    .sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1));
  return ranked[0]?.word;
}

/** Edits (insert, delete, replace, swap of neighbours) between two words; long ones are not worth the time. */
export function distance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) return a === b ? 0 : 64;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + cost, swapped));
    }
    before = row;
    row = next;
  }
  return at(row, b.length);
}

function at(row: number[], index: number): number {
  return row[index] ?? Infinity;
}

/** host-name, hostName and host_name are one word to a person. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}
