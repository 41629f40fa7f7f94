import assert from 'node:assert/strict';
import test from 'node:test';
import { rollBack, settleSwitch, switchModel, type Switching } from '../../../../firstboot/models/switch-model.ts';
import type { ModelStore } from '../../../../firstboot/models/model-store.ts';
import { places } from '../../../../firstboot/models/places.ts';
import type { ModelChoice } from '../../../../shared/choice/choice.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { recordingHost, type RecordingHost } from '../../../fakes/recording-host.ts';

const [first, second] = builtinCatalogue.models;
const choiceOf = (model: typeof first): ModelChoice => ({ ...(model ? { model } : {}), reason: 'asked for by name' });
const drivers = { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] };

function machine(working: (model: string) => boolean): { host: RecordingHost; switching: Switching; said: string[]; running: () => string; store: () => ModelStore } {
  const host = recordingHost({ files: { '/etc/cognos/ai.json': JSON.stringify({ choice: choiceOf(first), drivers }) } });
  const said: string[] = [];
  const running = (): string => (JSON.parse(host.files.get('/etc/cognos/ai.json')?.content ?? '') as { choice: ModelChoice }).choice.model?.id ?? '';
  return {
    host, said, running,
    store: () => JSON.parse(host.files.get(places.store)?.content ?? '') as ModelStore,
    switching: {
      host, places, signal: new AbortController().signal, warn: async (message) => { said.push(message); },
      start: async () => { if (!working(running())) throw new Error('the agent gave no answer'); },
    },
  };
}

test('a model that answers: in use, and the one before is kept', async () => {
  const { switching, running, store } = machine(() => true);
  await switchModel(switching, choiceOf(second));
  assert.equal(running(), second?.id);
  const { 'cognos-agent': main } = store().instances;
  assert.deepEqual([main?.active, main?.previous?.model, main?.switching], [second?.id, first?.id, undefined]);
  assert.equal(await rollBack(switching), first?.id);
  assert.deepEqual([running(), store().instances['cognos-agent']?.previous?.model], [first?.id, second?.id]);
});

test('a model that does not answer: the one before runs again, and the reason is said', async () => {
  const { switching, running, store } = machine((id) => id === first?.id);
  await assert.rejects(switchModel(switching, choiceOf(second)), { code: 'switched-back', exitCode: 4, message: `The agent does not work with ${second?.id}: the agent gave no answer. It runs ${first?.id} again` });
  assert.equal(running(), first?.id);
  assert.deepEqual(store().instances['cognos-agent'], { active: first?.id });
});

test('a power cut in the middle of a switch: back to what is known to work', async () => {
  const { switching, running, store, said, host } = machine(() => true);
  const cut = { ...switching, start: () => new Promise<never>(() => undefined) };
  void switchModel(cut, choiceOf(second));
  for (let turn = 0; turn < 50 && running() !== second?.id; turn += 1) await Promise.resolve();
  assert.equal(store().instances['cognos-agent']?.switching?.model, first?.id);
  await settleSwitch(switching);
  assert.equal(running(), first?.id);
  assert.deepEqual(said, [`A switch of models was interrupted; the agent goes back to ${first?.id}`]);
  const calls = host.calls.length;
  await settleSwitch(switching);
  assert.equal(host.calls.length, calls);
  assert.equal(said.length, 1);
});

test('nothing to roll back to', async () => {
  await assert.rejects(rollBack(machine(() => true).switching), { code: 'no-previous', message: 'There is no model to go back to' });
});
