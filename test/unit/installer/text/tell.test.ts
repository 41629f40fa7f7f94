import assert from 'node:assert/strict';
import test from 'node:test';
import { readFrame, type Frame } from '../../../../installer/text/frame.ts';
import { tell } from '../../../../installer/text/tell.ts';

const caret = (text: string): string => `\u001b[9m${text}\u001b[29m`;
const inverse = (text: string): string => `\u001b[7m${text}\u001b[27m`;

/** A screen with its furniture: the title's row, steps and banner above, message, buttons and keys below. */
function page(title: string, body: readonly string[], { banner = '', message = '', buttons = '  [ Next ] ' } = {}): Frame {
  const text = [inverse(` CognOS 0.1.0 - ${title}                    F1 Help `), ' [Welcome]  Disk  You', banner, ...body, message, buttons, 'Arrows/Tab move  F1 help'].join('\n');
  return readFrame(text, { columns: 80, rows: body.length + 6 });
}

const languages = ['  A few questions.', '', '  Language', `${caret('>')} (*) ${inverse('English')}`, '  ( ) Deutsch'];

test('a page from its title on, the keys once, and in the end what has the focus', () => {
  assert.deepEqual(tell(undefined, page('Welcome', languages, { banner: ' SIMULATION: nothing is written' })).lines,
    ['CognOS 0.1.0 - Welcome', 'SIMULATION: nothing is written', 'A few questions.', 'Language', '( ) Deutsch', 'Arrows/Tab move F1 help', '(*) English']);
  assert.deepEqual(tell(page('Welcome', languages), page('Disk', ['  Which one?', `${caret('>')} ${inverse('[ Look again ]')}`])).lines,
    ['CognOS 0.1.0 - Disk', 'Which one?', '[ Look again ]']);
});

test('the focus moves: where it is, and nothing else', () => {
  const moved = [...languages.slice(0, 3), '  (*) English', `${caret('>')} ( ) ${inverse('Deutsch')}`];
  assert.deepEqual(tell(page('Welcome', languages), page('Welcome', moved)).lines, ['( ) Deutsch']);
  const chosen = [...languages.slice(0, 3), '  ( ) English', `${caret('>')} (*) ${inverse('Deutsch')}`];
  assert.deepEqual(tell(page('Welcome', moved), page('Welcome', chosen)).lines, ['(*) Deutsch']);
  assert.deepEqual(tell(page('Welcome', chosen), page('Welcome', chosen)).lines, []);
});

test('a choice of two rows is told whole, and a button without its neighbours', () => {
  const long = [`${caret('>')} (*) ${inverse('The whole disk, and')}`, `      ${inverse('all that is on it')}`, '      It takes a minute.'];
  assert.deepEqual(tell(undefined, page('Disk', long)).lines.at(-1), '(*) The whole disk, and all that is on it');
  const buttons = `  [ Next ]  >${inverse(caret('[') + ' Back ]')} `;
  assert.deepEqual(tell(page('Disk', long), page('Disk', [`  (*) The whole disk, and`, '      all that is on it', '      It takes a minute.'], { buttons })).lines, ['[ Back ]']);
});

test('what appears is told, a refusal too; positions, bars and QR codes never', () => {
  const before = page('You', ['  Name', `> ${caret('x')}`], { message: '          lines 1-2 of 9' });
  const after = page('You', ['  Name', `> ${caret('x')}`], { message: '! it cannot be     lines 1-2 of 9' });
  assert.deepEqual(tell(before, before).lines, []);
  assert.deepEqual(tell(before, after).lines, ['! it cannot be']);
  const progress = (bar: string, percent: number): Frame => page('Progress', [`  |${bar}| ${percent} %`, '  Writing the system', '  \u2588\u2580\u2584\u2588\u2588 \u2584']);
  assert.deepEqual(tell(progress('#....................', 4), progress('##...................', 9)).lines, ['9 %']);
});

test('what is typed is told as it is typed, letter by letter, and what is taken away again', () => {
  const field = (text: string, at: number): Frame => page('You', [`> Name  [${text.slice(0, at)}${caret(text[at] ?? ' ')}${text.slice(at + 1).padEnd(9)}]`]);
  assert.deepEqual(tell(field('ad', 2), field('ada', 3)), { lines: [], letters: 'a' });
  assert.deepEqual(tell(field('ada', 3), field('ad', 2)), { lines: [], letters: 'a' });
  assert.deepEqual(tell(field('ada', 1), field('ada', 2)), { lines: [], letters: 'd' });
});
