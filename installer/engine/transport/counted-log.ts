/** The 1st, 2nd, 4th, 8th… of a kind: who tries ten thousand times must not fill the log. */
export function countedLog(log: (line: string) => void): (kind: string, sentence: string) => void {
  const counts = new Map<string, number>();
  return (kind, sentence) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (Number.isInteger(Math.log2(count))) log(count === 1 ? sentence : `${sentence} (${count} so far)`);
  };
}
