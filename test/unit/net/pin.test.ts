import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPin } from '../../../shared/net/pin.ts';
import { limitRate } from '../../../shared/net/rate-limit.ts';

function pinAt(): { pin: ReturnType<typeof openPin>; shown: string[]; wait: (seconds: number) => void } {
  const shown: string[] = [];
  let clock = 0;
  let drawn = 0;
  const pin = openPin({ now: () => clock, onChange: (digits) => { shown.push(digits); }, draw: () => String(++drawn * 111111) });
  return { pin, shown, wait: (seconds) => { clock += seconds; } };
}

test('a PIN has six digits, and another machine has another', () => {
  const digits = Array.from({ length: 50 }, () => openPin({ now: () => 0, onChange: () => undefined }).current());
  assert.ok(digits.every((each) => /^\d{6}$/.test(each)), digits.join(' '));
  assert.ok(new Set(digits).size > 40);
});

test('the PIN is taken as people write it, and nothing else is', () => {
  const { pin } = pinAt();
  for (const text of ['111111', '111 111', ' 111-111 ']) assert.ok(pin.matches(text), text);
  for (const text of ['', '11111', '1111111', '111112', '⟦111111']) assert.ok(!pin.matches(text), text);
});

test('after ten wrong tries there is another PIN, and the old one is worth nothing', () => {
  const { pin, shown } = pinAt();
  for (let index = 0; index < 10; index += 1) assert.ok(!pin.matches('000000'));
  assert.deepEqual(shown, ['111111', '222222']);
  assert.ok(!pin.matches('111111'));
  assert.ok(pin.matches('222222'));
});

test('a PIN expires, tried or not', () => {
  const { pin, shown, wait } = pinAt();
  wait(1800);
  assert.ok(pin.matches('111111'));
  wait(1);
  assert.ok(!pin.matches('111111'));
  assert.equal(pin.current(), '222222');
  assert.deepEqual(shown, ['111111', '222222']);
});

test('five tries a minute are heard, whoever they are from, and waiting is counted from the first', () => {
  let clock = 0;
  const limit = limitRate({ tries: 5, seconds: 60, now: () => clock });
  assert.deepEqual(Array.from({ length: 7 }, () => limit.take()), [0, 0, 0, 0, 0, 60, 60]);
  clock = 59.5;
  assert.equal(limit.take(), 1);
  clock = 60;
  assert.equal(limit.take(), 0);
});
