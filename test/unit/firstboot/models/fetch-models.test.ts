import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { fetchModels } from '../../../../firstboot/models/fetch-models.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { recordingHost, type RecordingHost, type Script } from '../../../fakes/recording-host.ts';

const [model] = builtinCatalogue.models;
const body = 'the weights';
const small = { ...model, file: { ...model?.file, name: 'small.gguf', bytes: body.length, sha256: createHash('sha256').update(body).digest('hex'), sources: ['https://example.net/small.gguf'] } };
const step = { id: 'models', kind: 'fetch-models', label: '', weight: 1 } as const;

async function run(host: RecordingHost): Promise<string[]> {
  const warnings: string[] = [];
  await fetchModels(step, {
    host, target: host, signal: new AbortController().signal, reveal: (text) => text,
    onProgress: () => undefined, warn: async (message) => { warnings.push(message); },
  });
  return warnings;
}

function machine({ choice = { reason: 'x', model: small } as object, spec = 'cognos: {version: 1}\n', files = {}, commands = {} }: { choice?: object; spec?: string; files?: Script['files']; commands?: Script['commands'] } = {}): RecordingHost {
  return recordingHost({
    files: { '/etc/cognos/ai.json': JSON.stringify({ choice, drivers: {} }), '/etc/cognos/spec.yaml': spec, '/proc/sys/kernel/random/boot_id': 'boot-1\n', ...files },
    commands: { lsblk: '{"blockdevices":[]}', 'apt-config': '', setpriv: { exitCode: 6 }, 'stat --format=%s': `${body.length}\n`, sync: '', ...commands },
  });
}

test('no model chosen: nothing is fetched, and why is said', async () => {
  const host = machine({ choice: { reason: 'no model was asked for' } });
  assert.deepEqual(await run(host), ['No model is fetched: no model was asked for. `cognos-model add` and `cognos-model use` do it later']);
  assert.doesNotMatch(host.lines.join('\n'), /lsblk|curl|aria2/);
});

test('nothing reachable: waits, and says for what', async () => {
  await assert.rejects(run(machine()), { name: 'WaitingError', message: 'The model small.gguf cannot be had. example.net: its name has no address.', missing: 'the network, or a USB volume with small.gguf in a folder called models on it' });
});

test('the model is there already: looked at, recorded, and then left alone', async () => {
  const host = machine({ files: { '/var/lib/cognos/models/small.gguf': body } });
  assert.deepEqual(await run(host), []);
  const store = JSON.parse(host.files.get('/var/lib/cognos/models.json')?.content ?? '') as { models: Record<string, { verified: object; licence: object }>; instances: object };
  assert.deepEqual(store.instances, { 'cognos-agent': { active: small.id } });
  assert.equal((store.models[small.id ?? '']?.verified as { bootId: string }).bootId, 'boot-1');
  const written = new Map(host.files);
  const calls = host.calls.length;
  await run(host);
  assert.deepEqual(host.files, written);
  assert.ok(host.lines.slice(calls).every((line) => line.startsWith('stat ')), 'the second run only looks');
});

test('a further agent\'s model that is unknown or under a licence nobody accepted: said, and not fetched', async () => {
  const licensed = builtinCatalogue.models.find(({ licence }) => licence.mustAccept);
  const spec = `cognos: {version: 1, ai: {instances: [{name: a, model: gpt, port: 8081}, {name: b, model: ${licensed?.id}, port: 8082}]}}\n`;
  const warnings = await run(machine({ choice: { reason: 'no model was asked for' }, spec }));
  assert.equal(warnings[1], 'The model gpt of the agent a is not fetched: it is no model of the catalogue');
  assert.match(warnings[2] ?? '', new RegExp(`^The model ${licensed?.id} of the agent b is not fetched: its licence ${licensed?.licence.id} must be read and accepted first \\(https://`));
});

test('an unsigned catalogue is not used and nothing of it is fetched', async () => {
  const spec = 'cognos: {version: 1, ai: {catalog: {from: /srv/c.json, keys: [RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3]}, instances: [{name: a, model: x, port: 8081}]}}\n';
  await assert.rejects(run(machine({ spec, files: { '/srv/c.json': '{}' } })), { name: 'WaitingError', message: /^The catalogue of models cannot be used: \/srv\/c\.json: / });
});
