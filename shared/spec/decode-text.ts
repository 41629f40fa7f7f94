/** Bytes -> text: UTF-8 only, byte-order mark and CRLF normalised, nothing that could drive a terminal. */
import { limits } from './limits.ts';
import { placeAt, ReadError } from './read-error.ts';

/** C0 except tab and newline, DEL, C1, line separators, marks and overrides of direction. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Throws ReadError. */
export function decodeText(bytes: Uint8Array): string {
  refuseSize(bytes.length);
  refuseOtherEncodings(bytes);
  const text = decodeUtf8(bytes).replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const match = forbidden.exec(text);
  if (match) throw new ReadError('control-character', describeCharacter(match[0]), placeAt(text, match.index));
  return text;
}

export function refuseSize(bytes: number): void {
  if (bytes <= limits.bytes) return;
  throw new ReadError('too-large', `the file has more than the ${limits.bytes.toLocaleString('en-US')} bytes a spec may have; let packages or runcmd fetch what is large`);
}

export function findForbidden(text: string): string | undefined {
  return forbidden.exec(text)?.[0];
}

export function describeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${code} (${nameCharacter(character)}) may not stand in a spec; remove it`;
}

function nameCharacter(character: string): string {
  if (character === '\0') return 'NUL';
  if (character === '\u001b') return 'escape, which drives terminals';
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(character)) return 'changes the direction of writing';
  if (/[\u2028\u2029]/u.test(character)) return 'a line separator';
  return character === '\ufeff' ? 'a byte-order mark' : 'a control character';
}

function refuseOtherEncodings([first, second, third, fourth]: Uint8Array): void {
  const marks: [name: string, seen: boolean][] = [
    ['UTF-16', (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)],
    ['UTF-16', (first === 0 && second !== 0 && third === 0) || (first !== 0 && second === 0 && third !== 0 && fourth === 0)],
  ];
  for (const [name, seen] of marks) {
    if (seen) throw new ReadError('encoding', `the file is written in ${name}; save it as UTF-8`);
  }
  if (first === 0x1f && second === 0x8b) throw new ReadError('compressed', 'the file is compressed with gzip, which only cloud-init itself unpacks; give the unpacked file');
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    throw new ReadError('encoding', 'the bytes here are not UTF-8; save the file as UTF-8', placeAt(lenient, Math.max(0, lenient.indexOf('\ufffd'))));
  }
}
