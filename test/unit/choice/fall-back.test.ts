import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel } from '../../../shared/choice/choose-model.ts';
import type { ModelChoice, ModelRequest } from '../../../shared/choice/choice.ts';
import { fallBack, type Situation, type Tried } from '../../../shared/choice/fall-back.ts';
import type { DriverPlan } from '../../../shared/drivers/driver-plan.ts';
import { auto, catalogue, code, gib, gpu, licensed, machine, model, q4, q5, tiny, unverified } from './fixtures.ts';

const small = model('small-3b-q4', { name: 'Small 3B', quality: 40, bytes: 2_000_000_000 });
const all = catalogue(tiny, small, q4, q5, code, licensed, unverified);
const card = gpu('0000:01:00.0');
const vulkan: DriverPlan = {
  path: 'vulkan', finalPath: 'vulkan', primary: card.id, stages: [], notes: [], refusals: [],
  devices: [{ accelerator: card.id, family: 'nvidia', name: card.name, path: 'vulkan', reasons: [] }],
};
const cpu: DriverPlan = { ...vulkan, path: 'cpu', finalPath: 'cpu', devices: [] };

function situation(changes: Partial<Situation> = {}): Situation {
  return { machine: machine(16 * gib, { accelerators: [card] }), catalogue: all, request: auto, drivers: cpu, ...changes };
}

function chosen(id: string, { drivers, machine: where, request }: Situation): ModelChoice {
  return chooseModel(where, all, { ...request, model: id }, undefined, drivers);
}

function tried({ model: what, agent }: ModelChoice, tokensPerSecond?: number): Tried {
  return { model: what?.id ?? '', gpuLayers: agent?.gpuLayers ?? 0, bytes: what?.file.bytes ?? 0, ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }) };
}

test('from an accelerator to the CPU with the same model, however it failed', () => {
  const at = situation({ drivers: vulkan });
  const choice = chosen(q5.id, at);
  assert.ok((choice.agent?.gpuLayers ?? 0) > 0);
  for (const speed of [undefined, 1]) {
    const next = fallBack(at, choice, [tried(choice, speed)], 8);
    assert.equal(next?.choice.model?.id, q5.id);
    assert.equal(next?.choice.agent?.gpuLayers, 0);
    assert.equal(next?.drivers.path, 'cpu');
    assert.equal(next?.choice.prediction, undefined);
  }
});

test('from an accelerator to a smaller model where memory is not enough for the same one', () => {
  const at = situation({ drivers: vulkan, machine: machine(4 * gib, { accelerators: [card] }) });
  const choice = chosen(q5.id, at);
  const next = fallBack(at, choice, [tried(choice)]);
  assert.equal(next?.choice.agent?.gpuLayers, 0);
  assert.ok((next?.choice.model?.file.bytes ?? Infinity) < q5.file.bytes);
});

test('too slow on the CPU: the best of the smaller ones that should be fast enough, by what was measured', () => {
  const at = situation();
  const choice = chosen(q5.id, at);
  const next = (speed: number, wanted: number): string | undefined => fallBack(at, choice, [tried(choice, speed)], wanted)?.choice.model?.id;
  assert.equal(next(3, 3.2), q4.id);
  assert.equal(next(3, 4), small.id);
  assert.equal(next(3, 10), tiny.id);
  assert.equal(next(3, 1000), tiny.id); // None will do: the fastest.
});

test('no answer: the next smaller by quality; never one that was not accepted, verified or asked for', () => {
  const at = situation();
  const seen: string[] = [];
  let choice: ModelChoice | undefined = chosen(q5.id, at);
  while (choice?.model) {
    seen.push(choice.model.id);
    choice = fallBack(at, choice, [tried(choice)])?.choice;
  }
  assert.deepEqual(seen, [q5.id, q4.id, small.id, tiny.id]);
});

test('what cannot be had now is passed over', () => {
  const at = situation();
  const choice = chosen(q5.id, at);
  assert.equal(fallBack(at, choice, [tried(choice)], undefined, new Set([q4.id]))?.choice.model?.id, small.id);
});

test('asked for by name: slow is accepted, silence is not', () => {
  const request: ModelRequest = { ...auto, model: q5.id };
  const at = situation({ request });
  const choice = chosen(q5.id, at);
  assert.equal(fallBack(at, choice, [tried(choice, 1)], 4), undefined);
  assert.equal(fallBack(at, choice, [tried(choice)], 4)?.choice.model?.id, q4.id);
});

test('threads stay at what measuring found, the scheduler at what the disk wants', () => {
  const at = situation();
  const before = chosen(q5.id, at);
  const choice: ModelChoice = { ...before, ...(before.agent ? { agent: { ...before.agent, threads: 2, ioScheduler: 'none' } } : {}) };
  const { agent } = fallBack(at, choice, [tried(choice)])?.choice ?? {};
  assert.deepEqual([agent?.threads, agent?.ioScheduler], [2, 'none']);
});
