import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeApart } from '../../../../cloud-init/read-user-data.ts';
import { formatPlan } from '../../../../installer/planner/format-plan.ts';
import { planInstall } from '../../../../installer/planner/plan-install.ts';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import { planView } from '../../../../installer/wizard/plan-view.ts';
import { specFromAnswers } from '../../../../installer/wizard/spec-from-answers.ts';
import type { Plan } from '../../../../shared/plan/plan.ts';
import { machineCalled } from './recorded-machines.ts';
import { passwordHash, personsAnswers } from './some-answers.ts';

function planOn(name: string): Plan {
  const machine = machineCalled(name);
  const proposal = planInstall(machine, takeApart(specFromAnswers(personsAnswers(machine), { passwordHash }, { machine }), []));
  assert.ok(proposal.ok);
  return proposal.plan;
}

test('the steps in the words of `cognos-install plan`, and no trace of the secrets', () => {
  const plan = planOn('sata-windows');
  const view = planView(plan, { resumes: true });
  const printed = formatPlan(plan);
  for (const [index, { sentence }] of view.steps.entries()) assert.ok(printed.includes(`${index + 1}. ${sentence}\n`), sentence);
  assert.equal(view.resumes, true);
  assert.equal(view.hash, plan.hash);
  assert.ok(!JSON.stringify(view).includes(plan.secretsFingerprint) && !JSON.stringify(view).includes(passwordHash));
});

test('steps destroy where something is lost, and nowhere on a blank disk', () => {
  const destroying = (name: string): string[] => planView(planOn(name), { resumes: false }).steps.filter(({ destroys }) => destroys).map(({ kind }) => kind);
  assert.deepEqual(destroying('sata-windows'), ['partition-disk', 'format-volume', 'format-volume', 'format-volume', 'write-image']);
  assert.deepEqual(destroying('uefi-virtio'), []);
});

test('what a confirmation must echo is what the disk is offered by', () => {
  for (const name of ['sata-windows', 'uefi-virtio', 'nvme-server', 'raspberry-pi-5']) {
    const plan = planOn(name);
    assert.equal(planView(plan, { resumes: false }).diskName, offerDisks(machineCalled(name)).find(({ path }) => path === plan.disk.path)?.name);
  }
});
