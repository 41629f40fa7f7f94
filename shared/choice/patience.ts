/** Tokens per second. Slower than this nobody waits for an answer; half of what people read (238 words a minute, Brysbaert 2019). */
export const patience = 3;
