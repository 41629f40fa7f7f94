/** Text for a terminal that has ASCII only: nothing is lost that a reader could not guess. */
const letters: Record<string, string> = {
  ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ð: 'd', þ: 'th',
  '…': '...', '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': '\'', '’': '\'', '‚': '\'',
  '×': 'x', '·': '-', '•': '*', '→': '->', '←': '<-', '≤': '<=', '≥': '>=', '±': '+-', '°': ' deg', '€': 'EUR', '\u00a0': ' ', '\u202f': ' ', '\u2009': ' ', '¿': '?', '¡': '!',
  '─': '-', '│': '|', '█': '#', '▓': '#', '▒': '=', '░': '.', '▀': '"', '▄': '_', '▲': '^', '▼': 'v',
};

export function plainLetters(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const simple = text.replace(/[^ -~]/gu, (letter) => letters[letter] ?? letter);
  return simple.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^ -~]/gu, (letter) => letters[letter] ?? '?');
}
