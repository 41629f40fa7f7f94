import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstBootJobs, firstBootSeconds, losesData, splitSteps } from '../../../../../installer/gui/renderer/screens/review/read-plan.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';

const empty = { table: 'none', parts: [] };
const windows = { table: 'gpt', parts: [{ label: '/dev/sda1', content: 'Windows (NTFS)', bytes: 1e9 }] };
const disk = (before: PlanView['disk']['before']): PlanView['disk'] => ({ path: '/dev/sda', identity: { byId: [], bytes: 1e12 }, title: '', reason: '', before, after: empty });

test('data is lost when something is on the disk, and not a second time', () => {
  assert.equal(losesData({ disk: disk(windows), resumes: false }), true);
  assert.equal(losesData({ disk: disk(empty), resumes: false }), false);
  assert.equal(losesData({ disk: disk({ table: 'gpt', parts: [] }), resumes: false }), false);
  assert.equal(losesData({ disk: disk(windows), resumes: true }), false);
});

test('what destroys stands apart, in its order', () => {
  const steps = ['a', 'b', 'c'].map((id) => ({ id, kind: 'k', label: id, sentence: id, destroys: id === 'b' }));
  const { destroying, others } = splitSteps(steps);
  assert.deepEqual([destroying.map(({ id }) => id), others.map(({ id }) => id)], [['b'], ['a', 'c']]);
});

const noDrivers = { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] } as const satisfies object;
const model = { name: 'Small', file: { bytes: 400e6 } };
const plan = (changes: object): Pick<PlanView, 'drivers' | 'ai' | 'keys'> => ({ drivers: noDrivers, ai: { reason: '' }, keys: [], ...changes }) as unknown as PlanView;

test('the first boot does what there is to do, in its order', () => {
  assert.deepEqual(firstBootJobs(plan({}), 'none'), []);
  const all = plan({
    drivers: { ...noDrivers, stages: [{ label: 'NVIDIA, from Debian', reboot: true }] }, ai: { reason: '', model },
    keys: [{ key: 'packages', by: 'cloud-init', note: '' }, { key: 'hostname', by: 'installer', note: '' }],
  });
  assert.deepEqual(firstBootJobs(all, 'baseline'), [
    { job: 'protect' }, { job: 'cloudInit', keys: ['packages'] }, { job: 'drivers', stages: ['NVIDIA, from Debian'], restarts: true },
    { job: 'model', name: 'Small', bytes: 400e6 }, { job: 'agent', name: 'Small' },
  ]);
});

test('a larger model takes the first boot longer', () => {
  const none = firstBootSeconds(plan({}));
  const small = firstBootSeconds(plan({ ai: { reason: '', model } }));
  assert.equal(small - none, 400e6 / 20e6 + 30);
});
