import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { readFrame, type Frame } from '../../../../installer/text/frame.ts';
import { paint } from '../../../../installer/text/paint.ts';
import { vt } from './vt.ts';

const size = { columns: 20, rows: 4 };
const look = { colour: true, charset: 'utf-8' } as const;
const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

function shows(frame: Frame): string {
  const screen = vt(size);
  screen.write(paint(undefined, frame, look));
  return screen.text();
}

test('a frame is shown as it is, styles and the cursor too', () => {
  const frame = readFrame(`Title\nab${bold('cd')}\u001b[9me\u001b[29mf\n\u001b[7m${'x'.repeat(30)}\u001b[27m`, size);
  const screen = vt(size);
  screen.write(paint(undefined, frame, look));
  assert.equal(screen.text(), `Title\nabcdef\n${'x'.repeat(20)}\n`);
  assert.deepEqual(screen.cursor, { row: 1, column: 4, visible: true });
  assert.deepEqual([screen.style(1, 1), screen.style(1, 2), screen.style(2, 19)], ['', '1', '7']);
});

test('only what changed is written', () => {
  const before = readFrame('Welcome to this\n42%\nkept', size);
  const after = readFrame('Welcome to this\n43%\nkept', size);
  assert.equal(paint(before, after, look), '\u001b[2;2H3');
  assert.equal(paint(before, before, look), '');
  assert.equal(paint(before, readFrame('Welcome\n42%\nkept', size), look), '\u001b[1;8H\u001b[K');
});

test('nothing that a VT100 does not know, and no byte beyond ASCII where there is no UTF-8', () => {
  const frame = readFrame(`\u001b[2mgrau\u001b[22m \u001b[31mrot\u001b[39m\nÜber ███░ ${'日'}…`, size);
  const plain = paint(undefined, frame, { colour: false, charset: 'ascii' });
  assert.doesNotMatch(plain, /[^\u001b\n -~]/);
  assert.deepEqual(new Set(plain.match(/\u001b[[(][?\d;]*[a-zA-Z]/g)), new Set(['\u001b[0m', '\u001b(B', '\u001b[?7l', '\u001b[H', '\u001b[2J', '\u001b[2;1H', '\u001b[?25l']));
  const screen = vt(size);
  screen.write(plain);
  assert.equal(screen.text(), 'grau rot\nUber ###. ? .\n\n');
});

const pieces = fc.array(fc.constantFrom('a', 'B', ' ', '  ', '日', 'ü', bold('q'), '\u001b[7m r\u001b[27m', '\u001b[9mc\u001b[29m', '\n'), { maxLength: 40 }).map((parts) => parts.join(''));

test('whatever was shown before: afterwards the screen shows the next frame', () => {
  fc.assert(fc.property(pieces, pieces, (first, second) => {
    const [one, two] = [readFrame(first, size), readFrame(second, size)];
    const screen = vt(size);
    screen.write(paint(undefined, one, look));
    screen.write(paint(one, two, look));
    const fresh = vt(size);
    fresh.write(paint(undefined, two, look));
    assert.equal(screen.text(), fresh.text());
    assert.equal(screen.styles(), fresh.styles());
    assert.equal(screen.cursor.visible, two.caret !== undefined);
    if (two.caret) assert.deepEqual(screen.cursor, { ...two.caret, visible: true });
  }), { numRuns: 500 });
  assert.equal(shows(readFrame('', size)), '\n\n\n');
});
