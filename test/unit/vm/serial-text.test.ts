import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SerialText } from '../../vm/serial-text.ts';

test('a match across the border of two pieces is found', async () => {
  const serial = new SerialText();
  const waiting = serial.waitFor(/edge-01 login:/, 1000);
  serial.push('Debian GNU/Linux 12 edge-0');
  serial.push('1 login: ');
  assert.equal((await waiting)[0], 'edge-01 login:');
});

test('what came before the wait is found too, but only once', async () => {
  const serial = new SerialText();
  serial.push('login: \n');
  await serial.waitFor(/login:/, 1000);
  await assert.rejects(serial.waitFor(/login:/, 10), /did not show \/login:\/ within 0\.01 s/);
});

test('too late says so with the last forty lines', async () => {
  const serial = new SerialText();
  for (let line = 1; line <= 50; line++) serial.push(`line ${line}\r\n`);
  await assert.rejects(serial.waitFor(/never/, 10), (error: Error) =>
    error.message.includes('| line 50') && error.message.includes('| line 11') && !error.message.includes('| line 10\n'));
});

test('the end of the machine ends the wait, and every later one', async () => {
  const serial = new SerialText();
  const waiting = serial.waitFor(/login:/, 10_000);
  serial.end('QEMU ended.');
  await assert.rejects(waiting, /QEMU ended\./);
  await assert.rejects(serial.waitFor(/login:/, 10_000), /QEMU ended\./);
});

test('what was said before the end can still be matched after it', async () => {
  const serial = new SerialText();
  serial.push('reboot: Power down\n');
  serial.end('QEMU ended.');
  assert.equal((await serial.waitFor(/Power down/, 10))[0], 'Power down');
});

test('lines are whole, without escapes, whatever ends them', () => {
  const serial = new SerialText();
  const lines: string[] = [];
  serial.onLine((line) => lines.push(line));
  for (const piece of ['\u001b[0;32m  OK  \u001b[0m one\r', '\ntwo\rthree', '\n', 'unfinished']) serial.push(piece);
  assert.deepEqual(lines, ['  OK   one', 'two', 'three']);
});
