import assert from 'node:assert/strict';
import test from 'node:test';
import { findUserData } from '../../../cloud-init/find-user-data.ts';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

const folder = '/var/lib/cloud/instance';
const config = '#cloud-config\nhostname: a\ncognos: {version: 1}\n';
const merged = '#cloud-config\n\n# from 1 files\n# part-001\n\n---\nhostname: a\n';
const python = (network: unknown): { python3: string } => ({ python3: JSON.stringify(network) });

test('plain user-data is read as it was written', async () => {
  const host = recordingHost({ files: { [`${folder}/user-data.txt`]: config, [`${folder}/cloud-config.txt`]: merged } });
  assert.deepEqual(await findUserData(host), { path: `${folder}/user-data.txt`, kind: 'raw', text: config });
});

test('parts, scripts and compressed data are read as cloud-init merged them', async () => {
  for (const raw of ['Content-Type: multipart/mixed; boundary="x"\n', '#include\nhttps://example.net/\n', '## template: jinja\n#cloud-config\n', '\u001f\u008b\u0008']) {
    const host = recordingHost({ files: { [`${folder}/user-data.txt`]: raw, [`${folder}/cloud-config.txt`]: merged } });
    assert.deepEqual(await findUserData(host), { path: `${folder}/cloud-config.txt`, kind: 'merged', text: merged });
  }
});

test('no user-data is undefined', async () => {
  assert.equal(await findUserData(recordingHost()), undefined);
  assert.equal(await findUserData(recordingHost({ files: { [`${folder}/user-data.txt`]: '', [`${folder}/cloud-config.txt`]: '' } })), undefined);
  assert.equal(await findUserData(recordingHost({ files: { [`${folder}/user-data.txt`]: '#!/bin/sh\n', [`${folder}/cloud-config.txt`]: '' } })), undefined);
});

test('the datasource\'s network counts when the user-data has none', async () => {
  const network = { version: 2, ethernets: { lan: { addresses: ['192.0.2.10/24'] } } };
  for (const [text, expected] of [[config, network], [`${config}network: {version: 1, config: []}\n`, { version: 1, config: [] }], ['{"cognos": {"version": 1}}', network]] as const) {
    const host = recordingHost({ files: { [`${folder}/user-data.txt`]: text, [`${folder}/obj.pkl`]: 'pickle' }, commands: python(network) });
    const found = await findUserData(host);
    const reading = await readUserData(new TextEncoder().encode(found?.text), found?.path ?? '');
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.deepEqual(reading.spec.network, expected);
    assert.ok(found?.text.startsWith(text.slice(0, 20)) || text.startsWith('{'));
    assert.equal(host.calls[0]?.args[2], `${folder}/obj.pkl`);
  }
});

test('a datasource without a network changes nothing, one that cannot be read is not passed over', async () => {
  const files = { [`${folder}/user-data.txt`]: config, [`${folder}/obj.pkl`]: 'pickle' };
  assert.equal((await findUserData(recordingHost({ files, commands: python(null) })))?.text, config);
  assert.equal((await findUserData(recordingHost({ files, commands: python({ config: 'disabled' }) })))?.text, config);
  await assert.rejects(findUserData(recordingHost({ files, commands: { python3: { exitCode: 1, stderr: 'ModuleNotFoundError' } } })), /python3 exited with 1/);
});
