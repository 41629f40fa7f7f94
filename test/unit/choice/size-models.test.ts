import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel } from '../../../shared/choice/choose-model.ts';
import { judgeModels } from '../../../shared/choice/judge-models.ts';
import { largestThatFits, modelsFor, refuseForDisk, sizeModels } from '../../../shared/choice/size-models.ts';
import { auto, catalogue, code, gib, licensed, machine, q4, q5, tiny } from './fixtures.ts';

const all = catalogue(tiny, q4, q5, code, licensed);
const mib = 1024 ** 2;

test('room for the model at least, and for its successor', () => {
  const here = machine(16 * gib);
  const { models, swap } = sizeModels(here, chooseModel(here, all, { ...auto, model: q4.id }));
  assert.ok(models.least >= q4.file.bytes && models.least < q4.file.bytes * 1.11);
  assert.ok(models.wanted >= 2 * q4.file.bytes && models.wanted < 2 * q4.file.bytes * 1.11);
  assert.equal(models.least % mib + models.wanted % mib + swap % mib, 0);
});

test('without a model there is no models filesystem', () => {
  assert.deepEqual(sizeModels(machine(16 * gib), { reason: 'none' }).models, { least: 0, wanted: 0 });
});

test('a filesystem for a tiny model is still one that XFS can be made of', () => {
  assert.equal(modelsFor(1000), 300 * mib);
});

test('swap is an eighth of memory, 1 to 8 GiB, and never much of a small disk', () => {
  const swap = (memory: number, diskBytes?: number): number => {
    const here = machine(memory);
    const [disk] = here.disks;
    return sizeModels(here, { reason: '' }, diskBytes === undefined || !disk ? undefined : { ...disk, bytes: diskBytes }).swap / gib;
  };
  assert.deepEqual([swap(2 * gib), swap(32 * gib), swap(512 * gib), swap(32 * gib, 16 * gib)], [1, 4, 8, 1]);
});

test('zram takes what the model leaves free and no more', () => {
  const choice = chooseModel(machine(16 * gib), all, { ...auto, model: q4.id });
  const total = choice.need?.total ?? 0;
  assert.equal(sizeModels(machine(64 * gib), choice).zram, 4 * gib);
  assert.equal(sizeModels(machine(total + 500 * mib), choice).zram / mib, 500);
  const none = sizeModels(machine(total + mib), choice);
  assert.equal(none.zram, 0);
  assert.ok(none.reasons.includes('zram: none, the model leaves no memory for it'));
});

test('the largest that fits a disk is one that may run here', () => {
  const candidates = judgeModels(machine(16 * gib), all, auto);
  assert.equal(largestThatFits(candidates, 1e12)?.model.id, q5.id);
  assert.equal(largestThatFits(candidates, 5e9)?.model.id, q4.id);
  assert.equal(largestThatFits(candidates, 1e8), undefined);
});

test('a disk too small for the model is refused with the largest that fits', () => {
  const here = machine(16 * gib);
  const choice = chooseModel(here, all, { ...auto, model: q5.id });
  const candidates = judgeModels(here, all, auto);
  assert.equal(refuseForDisk(choice, candidates, modelsFor(q5.file.bytes)), undefined);
  assert.equal(refuseForDisk(choice, candidates, 5e9)?.message, 'Mistral 7B Q5_K_M needs a models filesystem of 5.7 GB and the disk has room for 5.0 GB; the largest that fits is Mistral 7B Q4_K_M with 4.4 GB (model: mistral-7b-q4)');
  assert.match(refuseForDisk(choice, candidates, 1e8)?.message ?? '', /; no model of the catalogue that can run here is that small; use a larger disk or say model: none$/);
});
