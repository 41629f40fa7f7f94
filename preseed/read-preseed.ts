/**
 * The format of debconf-set-selections(1), read as Debian's own program reads it (debconf 1.5.82): owner, question,
 * type, value; a backslash at the very end joins the next line, in comments too; CRLF is a line end. Never throws.
 */
import type { Answer, Line, Preseed } from './answer.ts';
import { quote } from './quote.ts';

const types = new Set(['select', 'boolean', 'string', 'multiselect', 'note', 'password', 'text', 'title', 'error']);
/** As limits.ts has it for specs; what is larger is refused before it is read. */
export const preseedBytes = 1024 * 1024;
/** C0 but tab, DEL, C1, and what changes the direction of writing. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

export function readPreseed(bytes: Uint8Array, file: string): Preseed {
  const { text, encoding } = decode(bytes);
  const lines = joinLines(text).map(readLine);
  return { file, encoding, lines, answers: lines.flatMap(({ kind, answer }) => (kind === 'answer' && answer ? [answer] : [])) };
}

/** Old files are in Latin-1, which every byte is a character of. */
function decode(bytes: Uint8Array): { text: string; encoding: Preseed['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    // Not TextDecoder('latin1'), which is Windows-1252.
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'ISO-8859-1' };
  }
}

type Joined = Pick<Line, 'first' | 'last' | 'text' | 'starts'>;

function joinLines(text: string): Joined[] {
  const raw = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (raw.at(-1) === '') raw.pop();
  const joined: Joined[] = [];
  for (let index = 0; index < raw.length; index += 1) {
    const first = index;
    const parts = [raw[index] ?? ''];
    const starts = [0];
    let length = 0;
    while (parts.at(-1)?.endsWith('\\') && index + 1 < raw.length) {
      const part = parts[parts.length - 1]?.slice(0, -1) ?? '';
      parts[parts.length - 1] = part;
      length += part.length;
      starts.push(length);
      index += 1;
      parts.push(raw[index] ?? '');
    }
    joined.push({ first: first + 1, last: index + 1, text: parts.join(''), starts });
  }
  return joined;
}

function readLine(joined: Joined): Line {
  const { text, first, last } = joined;
  if (/^\s*$/.test(text)) return { ...joined, kind: 'blank' };
  if (/^\s*#/.test(text)) {
    const swallowed = last > first ? { note: `ends with a backslash, so that line${last > first + 1 ? `s ${first + 1} to ${last} are` : ` ${last} is`} part of the comment, for debian-installer too` } : {};
    return { ...joined, kind: 'comment', ...swallowed };
  }
  const [character] = forbidden.exec(text) ?? [];
  if (character !== undefined) return { ...joined, kind: 'broken', note: `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} may not stand in an answer; remove it` };
  const match = /^\s*(\S+)\s+(\S+)\s+(\S+)(?:\s(.*))?$/s.exec(text);
  if (!match) return { ...joined, kind: 'broken', note: `this is no answer: ${missing(text)}` };
  const [, owner = '', question = '', type = '', content = ''] = match;
  if (type === 'seen') return { ...joined, kind: 'flag', note: flagNote(content.trim()), answer: answerOf({ owner, question, type, content }, joined) };
  if (!types.has(type)) return { ...joined, kind: 'broken', note: `there is no type of question ${isSecret(question) ? 'like the third word' : `called ${quote(type)}`}, and debconf leaves such a line out; write string, boolean, select, multiselect or password before the value` };
  return { ...joined, kind: 'answer', answer: answerOf({ owner, question, type, content }, joined) };
}

function answerOf({ owner, question, type, content }: { owner: string; question: string; type: string; content: string }, joined: Joined): Answer {
  const offset = joined.text.length - content.trimStart().length;
  return { owner, question, type, value: content.trim(), offset, line: { ...joined, kind: 'answer' } };
}

function missing(text: string): string {
  const words = text.trim().split(/\s+/);
  const before = 'the line before may have lost the backslash at its end, or has a space after it';
  return words.length < 3 ? `owner, question, type and value have to stand in a line, and here are ${words.length} word${words.length === 1 ? '' : 's'}; ${before}` : before;
}

function flagNote(value: string): string {
  return value === 'false' ? 'marks the answer as a default that is asked all the same; nothing is asked in an unattended installation, so the answer counts'
    : 'marks the question as answered';
}

/** Where the type is missing, the third word may be the password. */
function isSecret(question: string): boolean {
  return /passw|passphrase|crypt|secret|wpa|wep|token/i.test(question);
}
