/** A SentencePiece vocabulary that llama.cpp loads and can tokenise any text with: specials, the 256 bytes, then made-up words. */
const specials = ['<unk>', '<s>', '</s>'];
const byteCount = 256;
/** llama.cpp's token types. */
const normal = 1, unknown = 2, control = 3, byte = 6;

export const leastVocabulary = specials.length + byteCount;

export interface Vocabulary { tokens: string[]; types: number[]; scores: number[] }

export function makeVocabulary(size: number): Vocabulary {
  if (size < leastVocabulary) throw new RangeError(`a vocabulary needs at least ${leastVocabulary} tokens (3 specials and 256 bytes), not ${size}`);
  const bytes = Array.from({ length: byteCount }, (_, value) => `<0x${value.toString(16).toUpperCase().padStart(2, '0')}>`);
  const words = Array.from({ length: size - leastVocabulary }, (_, index) => `▁w${index}`);
  return {
    tokens: [...specials, ...bytes, ...words],
    types: [unknown, control, control, ...bytes.map(() => byte), ...words.map(() => normal)],
    // Unlikelier the later, as in real vocabularies.
    scores: [0, 0, 0, ...bytes.map(() => 0), ...words.map((_, index) => -index)],
  };
}
