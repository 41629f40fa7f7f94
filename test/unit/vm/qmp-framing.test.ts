import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createQmpDecoder, encodeQmp, type QmpMessage } from '../../vm/qmp-framing.ts';

const wire = '{"QMP": {"version": {}, "capabilities": []}}\r\n{"return": {}, "id": 1}\r\n'
  + '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-reset"}}\r\n'
  + '{"id": 2, "error": {"class": "DeviceNotFound", "desc": "Device \'x\' not found"}}\r\n';
const messages: QmpMessage[] = [
  { kind: 'greeting' },
  { kind: 'return', id: 1, value: {} },
  { kind: 'event', event: { event: 'SHUTDOWN', data: { guest: true, reason: 'guest-reset' } } },
  { kind: 'error', id: 2, message: "DeviceNotFound: Device 'x' not found" },
];

function decode(chunks: readonly string[]): QmpMessage[] {
  const seen: QmpMessage[] = [];
  const decoder = createQmpDecoder((message) => seen.push(message));
  for (const chunk of chunks) decoder.push(chunk);
  return seen;
}

test('messages are the same however the stream is cut', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: wire.length }), { maxLength: 40 }), (cuts) => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), wire.length];
    assert.deepEqual(decode(places.slice(1).map((end, index) => wire.slice(places[index], end))), messages);
  }));
});

test('half a message is not a message yet', () => {
  assert.deepEqual(decode(['{"return": {}, ']), []);
});

test('a command is one line, with arguments only when there are some', () => {
  assert.equal(encodeQmp(7, 'device_del', { id: 'disk0' }), '{"execute":"device_del","arguments":{"id":"disk0"},"id":7}\n');
  assert.equal(encodeQmp(8, 'cont'), '{"execute":"cont","id":8}\n');
});
