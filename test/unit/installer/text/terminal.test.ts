import assert from 'node:assert/strict';
import test from 'node:test';
import { cellWidth, wrapTo } from '../../../../installer/text/cell-width.ts';
import { editLine, windowOf } from '../../../../installer/text/edit-line.ts';
import { plainLetters } from '../../../../installer/text/plain-letters.ts';
import { canShow, isTooSmall, terminalOf } from '../../../../installer/text/terminal.ts';

test('a serial line that reports no size is 80 by 24 and slow', () => {
  const serial = terminalOf({ env: { TERM: 'vt220' }, columns: 0, rows: 0, device: '/dev/ttyS0' });
  assert.deepEqual(serial, { columns: 80, rows: 24, charset: 'ascii', slow: true, colour: false, letters: 'latin' });
  assert.ok(!isTooSmall(serial));
  assert.equal(terminalOf({ env: { TERM: 'xterm', LANG: 'C.UTF-8' }, columns: 100, rows: 40, device: '/dev/ttyUSB0' }).slow, true);
});

test('the console, and a terminal on a desktop', () => {
  assert.deepEqual(terminalOf({ env: { TERM: 'linux', LANG: 'C.UTF-8' }, columns: 128, rows: 48, device: '/dev/tty1' }), { columns: 80, rows: 24, charset: 'utf-8', slow: false, colour: true, letters: 'cyrillic' });
  assert.equal(terminalOf({ env: { TERM: 'linux', LANG: 'C.UTF-8', NO_COLOR: '1' }, columns: 80, rows: 25 }).colour, false);
  assert.equal(terminalOf({ env: { TERM: 'xterm-256color', LC_ALL: 'de_DE.utf8' }, columns: 80, rows: 24 }).letters, 'wide');
  assert.equal(terminalOf({ env: { TERM: 'vt100', LANG: 'C.UTF-8' }, columns: 40, rows: 10 }).colour, false);
  assert.ok(isTooSmall(terminalOf({ env: { TERM: 'linux' }, columns: 40, rows: 10 })));
});

test('only languages whose letters are there', () => {
  const console = terminalOf({ env: { TERM: 'linux', LANG: 'C.UTF-8' }, columns: 80, rows: 25 });
  assert.deepEqual((['de', 'pl', 'ru', 'ja', 'ar'] as const).map((language) => canShow(console, language)), [true, true, true, false, false]);
  const plain = terminalOf({ env: { TERM: 'vt220' } });
  assert.deepEqual((['tr', 'ru'] as const).map((language) => canShow(plain, language)), [true, false]);
});

test('ASCII keeps what can be kept', () => {
  assert.equal(plainLetters('Größe: 2 × 3 TiB…'), 'Grosse: 2 x 3 TiB...');
  assert.equal(plainLetters('Zażółć gęślą jaźń, şişli ığdır'), 'Zazolc gesla jazn, sisli igdir');
  assert.equal(plainLetters('Дом'), '???');
});

test('lines have at most so many cells', () => {
  assert.deepEqual(wrapTo('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrapTo('abcdefghij k', 4), ['abcd', 'efgh', 'ij k']);
  assert.deepEqual(wrapTo('安装系统，选择磁盘。', 8), ['安装系', '统，选择', '磁盘。']);
  for (const line of wrapTo('安装 system 选择x磁盘。'.repeat(5), 9)) assert.ok(cellWidth(line) <= 9, line);
});

test('a line is edited where its caret is', () => {
  const key = (name: string, text = '') => ({ name, text });
  const keys = [key('text', 'edge'), key('left'), key('text', 'X'), key('home'), key('delete'), key('end'), key('text', ' 01'), key('ctrl-w'), key('text', '9')];
  assert.deepEqual(keys.reduce((draft, each) => editLine(draft, each) ?? draft, { text: '', caret: 0 }), { text: 'dgXe 9', caret: 6 });
  assert.equal(editLine({ text: 'a', caret: 1 }, key('up')), undefined);
  assert.deepEqual(windowOf({ text: 'abcdefgh', caret: 8 }, 5), { text: 'efgh', caret: 4 });
});
