import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besides, stepsOf, viewOf } from '../../../../../installer/gui/renderer/flow/route.ts';
import { sections } from '../../../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../../../shared/protocol/snapshot.ts';

const entries = [
  { id: 'welcome', section: 'welcome' }, { id: 'machine' }, { id: 'network', section: 'network' }, { id: 'storage', section: 'storage' }, { id: 'ai', section: 'ai' },
  { id: 'you', section: 'you' }, { id: 'security', section: 'security' }, { id: 'review' }, { id: 'progress' }, { id: 'failed' }, { id: 'finished' },
] as const;

function at(state: Snapshot['state'], more: Partial<Snapshot> = {}): Snapshot {
  return { state, asked: [...sections], machine: {}, ...more } as unknown as Snapshot;
}

test('the state decides, and leaves the questions to the person', () => {
  assert.equal(viewOf(undefined, 'ai'), 'connecting');
  const views = (['probing', 'asking', 'validating', 'measuring', 'planning', 'reviewing', 'installing', 'failed', 'finished'] as const).map((state) => viewOf(at(state), 'ai'));
  assert.deepEqual(views, ['ai', 'ai', 'planning', 'planning', 'planning', 'review', 'progress', 'failed', 'finished']);
});

test('nothing is known of the machine: it is looked at, whatever was open before the reload', () => {
  const { machine: _, ...unknown } = at('probing');
  assert.equal(viewOf(unknown as Snapshot, 'storage'), 'probing');
});

test('the review that cannot be made yet says what is open', () => {
  assert.equal(viewOf(at('asking'), 'review'), 'open');
});

test('a screen of the end is no place to come back to once questions are asked again', () => {
  for (const id of ['progress', 'failed', 'finished'] as const) assert.equal(viewOf(at('asking'), id), 'welcome');
});

test('only what is asked is a step', () => {
  const ids = (asked: Snapshot['asked']): string[] => stepsOf<{ id: (typeof entries)[number]['id']; section?: Snapshot['asked'][number] }>(entries, at('asking', { asked }), sections.length).map(({ id }) => id);
  assert.deepEqual(ids([...sections]), ['welcome', 'machine', 'network', 'storage', 'ai', 'you', 'security', 'review', 'progress']);
  assert.deepEqual(ids(['you']), ['you', 'review', 'progress']);
  assert.deepEqual(ids(['storage', 'you']), ['machine', 'storage', 'you', 'review', 'progress']);
});

test('back and next end where the list ends', () => {
  assert.equal(besides(entries, 'welcome', -1), undefined);
  assert.equal(besides(entries, 'network', 1)?.id, 'storage');
  assert.equal(besides(entries, 'finished', 1), undefined);
});
