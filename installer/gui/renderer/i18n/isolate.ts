/**
 * Order within a line that runs from the right. There "8080/tcp" would be shown as "tcp/8080" and "16 GB" as "GB 16":
 * signs and digits beside Latin letters follow the line, unless the piece is isolated (Unicode UAX #9, section 2.4). Pure.
 */
const fromLeft = '\u2066';
const fromRight = '\u2067';
const end = '\u2069';
/** Letters of Hebrew and Arabic, or pieces that were put in order already: then the whole is a phrase of the page's language. */
const phrase = /[\u0590-\u08ff\u2066-\u2069]/;

/** A value somebody put into a sentence: a name, a path, another sentence. */
export function isolateValue(value: string): string {
  return isNumber(value) ? value : `${phrase.test(value) ? fromRight : fromLeft}${value}${end}`;
}

/** Digits and the signs between them keep their order anyhow: `1,234.5`, `03:30`, `192.0.2.10/24`. */
export function isNumber(value: string): boolean {
  return /^[\d.,:/]*$/.test(value);
}

/** Every piece of Latin letters in a sentence that has digits or signs of its own: `.pub`, `command=`, `40 GiB`. */
export function isolatePieces(sentence: string): string {
  // Signs that end a sentence, or part one, belong to the sentence; the colon of `enrol_key: ask` does not.
  return sentence.replace(/[!-~](?:[ -~]*[!-~])?/g, (latin) => latin.split(/([()[\]"«»;,]+|[.!?]+(?= |$)|:+(?= |$)(?<!\b[a-z]+_[a-z_]+:(?= [!-~]))| +(?=[()]))/).map(isolatePiece).join(''));
}

function isolatePiece(piece: string): string {
  const text = piece.trim();
  if (!/[A-Za-z]/.test(text) || /^[A-Za-z]+(?: [A-Za-z]+)*$/.test(text)) return piece;
  return piece.replace(text, () => `${fromLeft}${text}${end}`);
}
