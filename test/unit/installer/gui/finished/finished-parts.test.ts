import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countdownSeconds, isSaid, startCountdown, tick, type Countdown } from '../../../../../installer/gui/renderer/screens/finished/countdown.ts';
import { qrPath } from '../../../../../installer/gui/renderer/screens/finished/qr-path.ts';
import { reachable, sshLine, sshUrl } from '../../../../../installer/gui/renderer/screens/finished/ways-in.ts';

test('the countdown is over after its seconds, and is read out twice', () => {
  let countdown: Countdown = startCountdown(true);
  let ticks = 0;
  const said: number[] = [];
  while (countdown.state === 'running' && ticks < 100) {
    if (isSaid(countdown.left)) said.push(countdown.left);
    countdown = tick(countdown);
    ticks += 1;
  }
  assert.deepEqual([countdown.state, ticks, said], ['over', countdownSeconds, [30, 10]]);
});

test('one that was stopped, or never wanted, never ends', () => {
  assert.deepEqual(tick(startCountdown(false)), { state: 'stopped' });
  assert.deepEqual(tick({ state: 'stopped' }), { state: 'stopped' });
});

test('addresses that another machine can use, IPv4 first', () => {
  assert.deepEqual(reachable(['127.0.0.1/8', '::1/128', 'fe80::1%eth0/64', '2001:db8::5/64', '192.0.2.7/24', '169.254.3.4/16', '192.0.2.7']), ['192.0.2.7', '2001:db8::5']);
  assert.deepEqual(reachable([]), []);
});

test('the line to type and the address for a phone', () => {
  assert.equal(sshLine({ user: 'ada' }, '192.0.2.7'), 'ssh ada@192.0.2.7');
  assert.equal(sshLine({}, '2001:db8::5'), 'ssh 2001:db8::5');
  assert.equal(sshUrl({ user: 'ada' }, '2001:db8::5'), 'ssh://ada@[2001:db8::5]');
});

/** The three finder patterns are the same in every code; a mirrored or shifted drawing has them elsewhere. */
test('the QR code has its finder patterns, and white around it', () => {
  const { size, path } = qrPath('ssh://ada@192.0.2.7');
  const dark = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) for (let at = 0; at < Number(width); at += 1) (dark[Number(y)] ?? [])[Number(x) + at] = true;
  const row = (y: number, x: number): string => Array.from({ length: 7 }, (_, at) => (dark[y]?.[x + at] ? '#' : '.')).join('');
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  for (const [x, y] of [[4, 4], [size - 11, 4], [4, size - 11]] as const) finder.forEach((line, index) => { assert.equal(row(y + index, x), line); });
  assert.notDeepEqual(finder.map((_, index) => row(size - 11 + index, size - 11)), finder);
  for (let at = 0; at < size; at += 1) for (let edge = 0; edge < 4; edge += 1) assert.ok(!dark[edge]?.[at] && !dark[at]?.[edge] && !dark[size - 1 - edge]?.[at] && !dark[at]?.[size - 1 - edge]);
});
