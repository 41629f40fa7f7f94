import assert from 'node:assert/strict';
import test from 'node:test';
import { keyReader } from '../../../../installer/text/keys.ts';

function namesOf(bytes: string): string[] {
  return keyReader().read(bytes).map(({ name, text }) => (name === 'text' ? text : name));
}

test('the same key, as every kind of terminal sends it', () => {
  const same: Record<string, string[]> = {
    up: ['\u001b[A', '\u001bOA', '\u001b[1;5A'], left: ['\u001b[D', '\u001bOD'], backtab: ['\u001b[Z'],
    home: ['\u001b[H', '\u001bOH', '\u001b[1~', '\u001b[7~'], end: ['\u001b[F', '\u001bOF', '\u001b[4~', '\u001b[8~'],
    pagedown: ['\u001b[6~'], delete: ['\u001b[3~'], backspace: ['\u007f', '\b'], enter: ['\r', '\n', '\r\n', '\u001bOM'],
    f1: ['\u001bOP', '\u001b[[A', '\u001b[11~', '\u001b[P'], f2: ['\u001bOQ', '\u001b[[B', '\u001b[12~'], f10: ['\u001b[21~'], tab: ['\t'], 'ctrl-l': ['\f'],
  };
  for (const [name, sequences] of Object.entries(same)) for (const bytes of sequences) assert.deepEqual(namesOf(bytes), [name], JSON.stringify(bytes));
});

test('a key may arrive in pieces, and Esc is Esc once nothing follows', () => {
  const reader = keyReader();
  assert.deepEqual(reader.read('\u001b'), []);
  assert.ok(reader.waits);
  assert.deepEqual(reader.read('[1'), []);
  assert.deepEqual(reader.read('1~x').map(({ name }) => name), ['f1', 'text']);
  assert.ok(!reader.waits);
  assert.deepEqual(reader.read('\u001b'), []);
  assert.deepEqual(reader.flush().map(({ name }) => name), ['escape']);
  // The beginning of a key whose end was lost on the line is no Esc: nobody wanted to go back.
  assert.deepEqual(reader.read('\u001b['), []);
  assert.deepEqual(reader.flush(), []);
  assert.deepEqual(namesOf('\u001b\u001b[A'), ['escape', 'up']);
});

test('typed and pasted text is one piece; what means nothing is nothing', () => {
  assert.deepEqual(namesOf('ssh-ed25519 AAAA über\rx'), ['ssh-ed25519 AAAA über', 'enter', 'x']);
  assert.deepEqual(namesOf('\u001b[?62;1;6cq\u001bq\u001b[99~\u001b[5;7R'), ['q', 'f3']);
  assert.deepEqual(namesOf('a\n\nb'), ['a', 'enter', 'enter', 'b']);
});
