/** Sentences with `{values}` in them: filled as they are, or with the marks that a line from the right needs. Pure. */
import { isNumber, isolatePieces, isolateValue } from './isolate.ts';

type Values = Readonly<Record<string, string>>;

export interface Filling {
  fill: (text: string, values: Values) => string;
  /** Of our own making: "16 GB". */
  piece: (text: string) => string;
  /** Somebody else's: a name, a path. */
  value: (text: string) => string;
}

const asItIs = (text: string): string => text;

export const plain: Filling = { fill: replaceAll, piece: asItIs, value: asItIs };
export const isolating: Filling = { fill: fillIsolated, piece: isolatePieces, value: isolateValue };

function replaceAll(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Numbers belong to the sentence's own pieces ("{number} GiB"); whatever else is put in is a piece by itself. */
function fillIsolated(text: string, values: Values): string {
  const numbers = Object.fromEntries(Object.entries(values).filter(([, value]) => isNumber(value)));
  return replaceAll(text, numbers).split(/(\{\w+\})/).map((part, index) => (index % 2 === 0 ? isolatePieces(part) : isolateValue(replaceAll(part, values)))).join('');
}
