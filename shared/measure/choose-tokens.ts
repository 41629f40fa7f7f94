/** How long the prompts and answers of a run are, from what a short first run took. */

export interface Tokens { prompt: number; generated: number }

/** Seconds per token of the small slice, and seconds that one start took besides. */
export interface FirstLook { prompt: number; generation: number; start: number }

export const repetitions = 2;
/** 512 is llama.cpp's micro batch: with it, a graphics card shows what it can do. */
const lengths: readonly Tokens[] = [
  { prompt: 512, generated: 64 }, { prompt: 256, generated: 32 }, { prompt: 128, generated: 24 }, { prompt: 64, generated: 16 }, { prompt: 32, generated: 8 }, { prompt: 16, generated: 4 },
];
/** A neighbour's busy moments last for seconds: many short rounds average over them, few long ones do not. */
const wantedRounds = 5;

/** The longest with which five rounds fit, else the shortest if one fits; undefined when none does. `ratio`: large slice to small. */
export function chooseTokens(look: FirstLook, ratio: number, seconds: number): Tokens | undefined {
  const longest = lengths.find((tokens) => wantedRounds * roundSeconds(look, ratio, tokens) <= seconds);
  const shortest = lengths.at(-1);
  return longest ?? (shortest && roundSeconds(look, ratio, shortest) <= seconds ? shortest : undefined);
}

/** Both slices once; llama-bench warms up with the whole prompt and one token. */
export function roundSeconds(look: FirstLook, ratio: number, tokens: Tokens): number {
  return (1 + ratio) * runSeconds(look, tokens);
}

export function runSeconds({ prompt, generation, start }: FirstLook, tokens: Tokens): number {
  return start + prompt * tokens.prompt * (repetitions + 1) + generation * (tokens.generated * repetitions + 1);
}
