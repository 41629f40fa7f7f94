import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isSpeech, playedSince } from '../../vm/sound.ts';

/** Seconds of a tone of 200 Hz, as loud as `loudness(second)` says. */
function tone(seconds: number, loudness: (second: number) => number): Buffer {
  const samples = Int16Array.from({ length: seconds * 44_100 * 2 }, (_, index) => {
    const second = Math.floor(index / 2) / 44_100;
    return loudness(second) * Math.sin(2 * Math.PI * 200 * second);
  });
  return Buffer.from(samples.buffer);
}

function recording(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-sound-'));
  t.after(() => { rmSync(folder, { recursive: true }); });
  const file = join(folder, 'played.wav');
  writeFileSync(file, Buffer.alloc(44));
  return file;
}

test('how loud each tenth of a second was, from where the last look ended', async (t) => {
  const file = recording(t);
  assert.deepEqual(await playedSince(file, 0), { end: 44, tenths: [] });
  appendFileSync(file, tone(1, (second) => (second < 0.5 ? 0 : 10_000)));
  const first = await playedSince(file, 0);
  assert.deepEqual(first.tenths, [0, 0, 0, 0, 0, 7071, 7071, 7071, 7071, 7071]);
  appendFileSync(file, tone(0.5, () => 0).subarray(0, 20_000));
  assert.deepEqual(await playedSince(file, first.end), { end: first.end + 17_640, tenths: [0] });
});

test('words with pauses are speech; silence, a click and a hum are not', async (t) => {
  const heard = async (sound: Buffer): Promise<boolean> => {
    const file = recording(t);
    appendFileSync(file, sound);
    return isSpeech(await playedSince(file, 0));
  };
  assert.equal(await heard(tone(5, (second) => (second % 1 < 0.4 ? 0 : 2000 + 3000 * Math.abs(Math.sin(7 * second))))), true);
  assert.equal(await heard(tone(5, () => 0)), false);
  assert.equal(await heard(tone(5, (second) => (second < 0.3 ? 9000 : 0))), false);
  assert.equal(await heard(tone(5, () => 5000)), false);
});
