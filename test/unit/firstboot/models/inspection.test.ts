import assert from 'node:assert/strict';
import test from 'node:test';
import { GgufError } from '../../../../shared/models/gguf/gguf-error.ts';
import { beginInspection } from '../../../../firstboot/models/inspection.ts';

const never = new AbortController().signal;
const summary = { version: 3, architecture: 'llama', name: 'x', tensors: 1, headerBytes: 64, dataBytes: 64 };

test('nothing is looked at before it is asked for, and a refusal is heard', async () => {
  const looked: string[] = [];
  const inspect = async (path: string, { ready }: { ready: Promise<void> }): Promise<typeof summary> => {
    await ready;
    looked.push(path);
    if (path === '/bad') throw new GgufError('it is no GGUF');
    return summary;
  };
  const [good, bad] = ['/good', '/bad'].map((path) => beginInspection({ inspect, signal: never }, path));
  await new Promise(setImmediate);
  assert.deepEqual(looked, []);
  await good?.look();
  await assert.rejects(async () => bad?.look(), { name: 'GgufError', message: 'it is no GGUF' });
  assert.deepEqual(looked, ['/good', '/bad']);
});

test('one that is not needed is ended, and says nothing', async () => {
  const ended = Promise.withResolvers<void>();
  const inspection = beginInspection({
    signal: never,
    inspect: (_path, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); ended.resolve(); }); }),
  }, '/wrong');
  inspection.cancel();
  await ended.promise;
});
