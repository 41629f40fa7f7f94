import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restartTimes, sayTime } from '../../../../../installer/gui/renderer/screens/security/restart-times.ts';

test('every half hour', () => {
  const times = restartTimes('never');
  assert.equal(times.length, 48);
  assert.deepEqual([times[0], times[1], times.at(-1)], ['00:00', '00:30', '23:30']);
});

test('a time that is no half hour is kept in its place', () => {
  const times = restartTimes('03:17');
  assert.deepEqual(times.slice(6, 9), ['03:00', '03:17', '03:30']);
});

test('as the language writes it', () => {
  assert.equal(sayTime('15:30', 'de'), '15:30');
  assert.match(sayTime('15:30', 'en'), /^3:30\sPM$/);
});
