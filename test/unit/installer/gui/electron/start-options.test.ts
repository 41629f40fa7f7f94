import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOptions } from '../../../../../installer/gui/electron/start-options.ts';

test('the medium says nothing: its own socket, the whole screen', () => {
  assert.deepEqual(startOptions(['--disable-gpu']), { socket: '/run/cognos/engine.sock', tokenFile: '/run/cognos/ui/token', window: false });
});

test('a simulation says where its engine is', () => {
  assert.deepEqual(startOptions(['/some/folder', '--window', '--socket', '/tmp/a/engine.sock', '--token-file=/tmp/a/ui/token', '--ozone-platform=wayland']),
    { socket: '/tmp/a/engine.sock', tokenFile: '/tmp/a/ui/token', window: true });
});

test('what is no absolute path is not taken', () => {
  assert.equal(startOptions(['--socket', 'engine.sock']).socket, '/run/cognos/engine.sock');
  assert.equal(startOptions(['--socket']).socket, '/run/cognos/engine.sock');
});
