/** Bencoding (BEP 3), written and read. One value has one spelling, so that a torrent made twice is the same bytes. */

/** Texts are bytes; a map's keys are bytes too, in Latin-1 so that each is one character. */
export type Bencoded = number | string | Uint8Array | readonly Bencoded[] | { readonly [key: string]: Bencoded };

/** What is read: integers that a number holds exactly, texts as bytes. */
export type Bdecoded = number | Uint8Array | Bdecoded[] | Map<string, Bdecoded>;

/** Not bencoded: what stands there, and at which byte. */
export class BencodeError extends Error {
  override name = 'BencodeError';
}

export function encode(value: Bencoded): Uint8Array {
  return Buffer.concat([...parts(value)]);
}

function* parts(value: Bencoded): Generator<Uint8Array> {
  if (typeof value === 'number') yield Buffer.from(`i${integer(value)}e`);
  else if (typeof value === 'string') yield* parts(Buffer.from(value));
  else if (value instanceof Uint8Array) yield* [Buffer.from(`${value.length}:`), value];
  else if (isList(value)) {
    yield Buffer.from('l');
    for (const each of value) yield* parts(each);
    yield Buffer.from('e');
  } else {
    yield Buffer.from('d');
    for (const key of Object.keys(value).sort()) yield* [...parts(Buffer.from(key, 'latin1')), ...parts(value[key] ?? '')];
    yield Buffer.from('e');
  }
}

function isList(value: Bencoded): value is readonly Bencoded[] {
  return Array.isArray(value);
}

function integer(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that can be written`);
  return value;
}

/** Torrents need four; more is an attack on the stack. */
const mostDepth = 20;

/** The one value that the bytes are. Throws BencodeError. */
export function decode(bytes: Uint8Array): Bdecoded {
  const reader = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), at: 0 };
  const value = read(reader, 0);
  if (reader.at !== bytes.length) throw new BencodeError(`there is more after the end, at byte ${reader.at}`);
  return value;
}

interface Reader { bytes: Buffer; at: number }

function read(reader: Reader, depth: number): Bdecoded {
  const { at } = reader;
  if (depth > mostDepth) throw new BencodeError(`more than ${mostDepth} levels at byte ${at}`);
  switch (String.fromCharCode(reader.bytes[at] ?? 0)) {
    case 'i': return number(reader);
    case 'l': return list(reader, depth);
    case 'd': return map(reader, depth);
    default: return text(reader);
  }
}

function number(reader: Reader): number {
  const digits = upTo(reader, 'e', 1, 20);
  if (!/^(0|-?[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(Number(digits))) throw new BencodeError(`no whole number at byte ${reader.at}`);
  reader.at += digits.length + 2;
  return Number(digits);
}

function text(reader: Reader): Uint8Array {
  const digits = upTo(reader, ':', 0, 12);
  const from = reader.at + digits.length + 1;
  if (!/^(0|[1-9]\d*)$/.test(digits) || from + Number(digits) > reader.bytes.length) throw new BencodeError(`no text at byte ${reader.at}, or one that ends too early`);
  reader.at = from + Number(digits);
  return reader.bytes.subarray(from, reader.at);
}

function list(reader: Reader, depth: number): Bdecoded[] {
  const values: Bdecoded[] = [];
  reader.at += 1;
  while (!isEnd(reader)) values.push(read(reader, depth + 1));
  return values;
}

function map(reader: Reader, depth: number): Map<string, Bdecoded> {
  const values = new Map<string, Bdecoded>();
  let before: string | undefined;
  reader.at += 1;
  while (!isEnd(reader)) {
    const { at } = reader;
    const key = Buffer.from(text(reader)).toString('latin1');
    if (before !== undefined && before >= key) throw new BencodeError(`keys that are not in order at byte ${at}`);
    before = key;
    values.set(key, read(reader, depth + 1));
  }
  return values;
}

function isEnd(reader: Reader): boolean {
  if (reader.at >= reader.bytes.length) throw new BencodeError('it ends too early');
  if (reader.bytes[reader.at] !== 0x65) return false;
  reader.at += 1;
  return true;
}

function upTo({ bytes, at }: Reader, end: string, skip: number, most: number): string {
  const window = bytes.subarray(at + skip, at + skip + most + 1).toString('latin1');
  const length = window.indexOf(end);
  if (length < 0) throw new BencodeError(`nothing that is bencoded at byte ${at}`);
  return window.slice(0, length);
}
