import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLine } from '../../../installer/headless/progress-line.ts';
import { screenOf } from '../../../installer/headless/screen.ts';

function written(terminal: { isTTY: boolean; columns: number }, ...labels: string[]): string[] {
  const texts: string[] = [];
  const line = progressLine({ ...terminal, write: (text: string | Uint8Array) => texts.push(String(text)) > 0 });
  labels.forEach((label, index) => { line.show({ fraction: index / 10, label }); });
  line.end();
  return texts;
}

test('on a terminal one line is written over, cut to its width, and removed at the end', () => {
  assert.deepEqual(written({ isTTY: true, columns: 20 }, 'Measuring', 'Measuring Mistral 7B'), ['\r  0% Measuring\u001b[K', '\r 10% Measuring Mist\u001b[K', '\r\u001b[K']);
});

test('elsewhere each label is a line, once', () => {
  assert.deepEqual(written({ isTTY: false, columns: 0 }, 'one', 'one', 'two'), ['one\n', 'two\n']);
});

test('a label cannot drive the terminal', () => {
  assert.deepEqual(written({ isTTY: false, columns: 0 }, 'a\u001b[31m'), ['a\\u{1b}[31m\n']);
});

test('colour on a terminal only, and only where it is welcome; bars where letters allow', () => {
  const terminal = { isTTY: true, columns: 200 };
  assert.deepEqual(screenOf(terminal, { LANG: 'C.UTF-8', TERM: 'xterm' }), { columns: 100, colour: true, unicode: true });
  assert.equal(screenOf(terminal, { NO_COLOR: '1' }).colour, false);
  assert.equal(screenOf(terminal, { TERM: 'dumb' }).colour, false);
  assert.deepEqual(screenOf({}, { LC_ALL: 'C', LANG: 'de_DE.UTF-8' }), { columns: 80, colour: false, unicode: false });
  assert.equal(screenOf({ isTTY: true, columns: 10 }, {}).columns, 40);
});
