/** Tokens per second with no more digits than a prediction deserves: "0.4", "6.2", "24". */
export function formatSpeed(tokensPerSecond: number): string {
  return tokensPerSecond < 9.95 ? tokensPerSecond.toFixed(1) : String(Math.round(tokensPerSecond));
}
