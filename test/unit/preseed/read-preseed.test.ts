import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIn } from '../../../preseed/answer.ts';
import { readPreseed } from '../../../preseed/read-preseed.ts';
import { checkSelections, noDebconf } from './check-selections.ts';
import { bytesOf, names } from './fixtures.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('owner, question, type, value, and where each is', () => {
  const { answers, encoding } = readPreseed(bytes('# head\n\n  d-i\ttime/zone\tstring\t Europe/Berlin \r\nd-i a/b string one \\\n   two\\\n three\nd-i c/d note'), 'f');
  assert.equal(encoding, 'UTF-8');
  assert.deepEqual(answers.map(({ owner, question, type, value, line, offset }) => [owner, question, type, value, line.first, line.last, placeIn(line, offset)]), [
    ['d-i', 'time/zone', 'string', 'Europe/Berlin', 3, 3, { line: 3, column: 25 }],
    ['d-i', 'a/b', 'string', 'one    two three', 4, 6, { line: 4, column: 16 }],
    ['d-i', 'c/d', 'note', '', 7, 7, { line: 7, column: 13 }],
  ]);
  const joined = answers[1];
  assert.deepEqual(joined && placeIn(joined.line, joined.line.text.indexOf('two')), { line: 5, column: 4 });
  assert.deepEqual(joined && placeIn(joined.line, joined.line.text.indexOf('three')), { line: 6, column: 2 });
});

test('Latin-1 where it is no UTF-8; a flag is no answer', () => {
  const { answers, encoding, lines } = readPreseed(Buffer.from('d-i passwd/user-fullname string Zo\xe9\nd-i passwd/username seen false\n', 'latin1'), 'f');
  assert.deepEqual([encoding, answers.map(({ value }) => value), lines.map(({ kind }) => kind)], ['ISO-8859-1', ['Zoé'], ['answer', 'flag']]);
});

test('a word that may be a password is not repeated', () => {
  const [line] = readPreseed(bytes('d-i passwd/user-password CANARY\n'), 'f').lines;
  assert.match(line?.note ?? '', /^there is no type of question like the third word/);
});

/** How many lines Debian's reader cannot read; of several files in one go, as its start takes longer than its reading. */
function complaints(input: Uint8Array): { count: number; said: string } {
  const { status, stderr } = checkSelections(input);
  const count = (stderr.match(/^(error: parse error|warning: Unknown type)/gm) ?? []).length;
  // A status without a word is a reader that did not read.
  assert.ok(status === 0 || count > 0, `status ${String(status)}: ${stderr}`);
  return { count, said: stderr };
}

const readable = names.filter((each) => !['binary', 'control-characters'].includes(each));
const brokenOf = (name: string): number => readPreseed(bytesOf(name), name).lines.filter(({ kind }) => kind === 'broken').length;

test('what Debian\'s own reader cannot read, ours cannot, and the other way round', { skip: noDebconf }, () => {
  for (const name of readable.filter((each) => brokenOf(each) > 0)) {
    const { count, said } = complaints(bytesOf(name));
    assert.equal(count, brokenOf(name), `${name}\n${said}`);
  }
  // A backslash at the end of a file takes an empty line with it, and not the next file's first.
  const whole = readable.filter((each) => brokenOf(each) === 0).map((name) => Buffer.concat([bytesOf(name), Buffer.from('\n\n')]));
  const { count, said } = complaints(Buffer.concat(whole));
  assert.equal(count, 0, said);
});
