import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { inspectGguf } from '../../../shared/models/gguf/inspect-gguf.ts';
import { describeGguf, headerBytes } from '../../../shared/models/gguf/write-gguf.ts';
import { localHost } from '../../../shared/system/local-host.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { shapes } from './shapes.ts';

const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};
/** A checkout below /root, say, is out of reach for everybody else, and so is its Node. */
const { status } = spawnSync(process.execPath, ['--check', join(import.meta.dirname, '../../../shared/models/gguf/inspect-main.ts')], nobody);
const unreachable = status !== 0 && 'another user cannot reach this checkout';
const program = { file: '/usr/lib/cognos/inspect.mjs', folder: '/usr/lib/cognos' };

test('root becomes nobody, anyone gives up new privileges, both are limited', async () => {
  const answer = '{"version":3,"architecture":"llama","name":"x","tensors":1,"headerBytes":64,"dataBytes":64}';
  const host = recordingHost({ commands: { stat: '4096\n', setpriv: answer } });
  await inspectGguf(host, '/media/x.gguf', { asRoot: true, node: '/usr/bin/node', program });
  await inspectGguf(host, '/media/x.gguf', { asRoot: false, node: '/usr/bin/node', program });
  const limited = 'prlimit --as=4294967296 --cpu=10 --core=0 --fsize=0 --nofile=64 -- /usr/bin/node --disable-warning=ExperimentalWarning --max-old-space-size=256 --permission --allow-fs-read=/usr/lib/cognos/* --allow-fs-read=/media/x.gguf /usr/lib/cognos/inspect.mjs /media/x.gguf 4096';
  assert.deepEqual(host.lines, [
    'stat --dereference --format=%s -- /media/x.gguf',
    `setpriv --no-new-privs --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --bounding-set=-all -- ${limited}`,
    'stat --dereference --format=%s -- /media/x.gguf',
    `setpriv --no-new-privs -- ${limited}`,
  ]);
});

test('an answer that is none of ours is not believed', async () => {
  for (const answer of ['', 'x', '{}', '{"version":3,"architecture":7,"name":"x","tensors":1,"headerBytes":64,"dataBytes":64}', '{"version":"3"}']) {
    const host = recordingHost({ commands: { stat: '4096\n', setpriv: answer } });
    await assert.rejects(inspectGguf(host, '/media/x.gguf', { program }), { name: 'GgufError', message: '/media/x.gguf: its header could not be parsed' });
  }
  const crashed = recordingHost({ commands: { stat: '4096\n', setpriv: { exitCode: 134, stderr: 'FATAL ERROR' } } });
  await assert.rejects(inspectGguf(crashed, '/media/x.gguf', { program }), { name: 'GgufError', message: '/media/x.gguf: its header could not be parsed within the limits (exit 134)' });
});

test('the process is there before it may look, and is told when', async () => {
  const answer = '{"version":3,"architecture":"llama","name":"x","tensors":1,"headerBytes":64,"dataBytes":64}';
  const host = recordingHost({ commands: { stat: '4096\n', setpriv: answer } });
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = false;
  const looking = inspectGguf(host, '/media/x.gguf', { program, ready: promise }).then(() => { done = true; });
  await new Promise(setImmediate);
  assert.deepEqual([host.calls.map(({ file }) => file), done], [['stat', 'setpriv'], false]);
  resolve();
  await looking;
  assert.equal(host.calls[1]?.stdin, 'look\n');
});

test('without the word it ends without a look', { skip: unreachable }, () => {
  const main = join(import.meta.dirname, '../../../shared/models/gguf/inspect-main.ts');
  const { status: ended, stdout } = spawnSync(process.execPath, [main, '/nonexistent', '4096'], { input: '', encoding: 'utf8' });
  assert.deepEqual([ended, stdout], [1, '']);
});

test('for real: a good file, a bad one, one that nobody may read', { skip: unreachable }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-gguf-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'x.gguf');
  try {
    const description = describeGguf(shapes.mistral, 'Q4_K_M', { name: 'Mistral', vocabulary: 'full' });
    const header = headerBytes(description);
    writeFileSync(path, header, { mode: 0o644 });
    truncateSync(path, header.length + description.dataBytes);
    assert.deepEqual(await inspectGguf(localHost, path), {
      version: 3, architecture: 'llama', name: 'Mistral', tensors: 291, headerBytes: header.length, dataBytes: description.dataBytes, layers: 32, context: 32768, vocabulary: 32768,
    });
    truncateSync(path, header.length);
    await assert.rejects(inspectGguf(localHost, path), { name: 'GgufError', message: `${path}: its tensors end at byte ${header.length + description.dataBytes} and the file has ${header.length}: it is incomplete` });
    chmodSync(path, 0);
    await assert.rejects(inspectGguf(localHost, path), { name: 'GgufError', message: `${path}: it cannot be read by an unprivileged user` });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
