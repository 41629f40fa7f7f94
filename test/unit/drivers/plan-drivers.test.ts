import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import ids from '../../../assets/nvidia-series.json' with { type: 'json' };
import schema from '../../../assets/nvidia-series.schema.json' with { type: 'json' };
import type { DriverPackage, DriverRequest, DriverStage } from '../../../shared/drivers/driver-plan.ts';
import { driverPackageNames } from '../../../shared/drivers/driver-packages.ts';
import { formatDrivers } from '../../../shared/drivers/format-drivers.ts';
import { nvidiaSeries } from '../../../shared/drivers/nvidia-series.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { planDrivers } from '../../../shared/drivers/plan-drivers.ts';
import { readIdLists } from '../../../shared/drivers/read-id-lists.ts';
import { everyRequest } from './every-request.ts';
import { machines, secure } from './machines.ts';

const kernel = '6.1.0-40-amd64';
const auto: DriverRequest = { acceleration: 'auto', vendorRepositories: false, mokEnrolment: 'never', online: true };
const listed = readFileSync(join(import.meta.dirname, '../../golden/drivers/debian-packages.list'), 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'))
  .map((line) => line.split(' ') as [name: string, suite: string, component: string, architecture: string, version: string]);

const everyPlan = Object.values(machines).flatMap((machine) => [machine, secure(machine)])
  .flatMap((machine) => everyRequest.map((request) => ({ machine, request, plan: planDrivers(machine, request, kernel) })));

function exists({ name, from }: DriverPackage, { repository }: DriverStage): boolean {
  return listed.some(([listedName, suite, component, architecture]) => listedName === name && architecture === 'amd64'
    && suite.replace(/-(security|updates)$/, '') === from && (repository.kind === 'vendor' || repository.components.includes(component)));
}

test('every Debian package of every plan is in Debian 12, in the suite and among the components that the stage names', () => {
  for (const { plan } of everyPlan) {
    for (const stage of plan.stages) {
      for (const each of stage.packages.filter(({ from }) => from.startsWith('bookworm'))) {
        assert.ok(exists(each, stage), `${each.name} from ${each.from} in stage ${stage.id}`);
        if (stage.repository.kind === 'debian') assert.ok(stage.repository.suites.some((suite) => suite === each.from), `${stage.id} does not name ${each.from}`);
      }
    }
  }
  assert.deepEqual([...new Set(listed.map(([name]) => name))].sort(), driverPackageNames);
});

test('no vendor’s repository without leave, no key to enrol without asking', () => {
  for (const { request, plan } of everyPlan) {
    for (const stage of plan.stages) {
      if (!request.vendorRepositories) assert.equal(stage.repository.kind, 'debian');
      if (request.mokEnrolment === 'never') assert.notEqual(stage.signing, 'mok');
      assert.equal(stage.when, request.online ? 'first-boot' : 'when-online');
    }
  }
});

test('with Secure Boot on, a module that is built here is always signed and mokutil is there', () => {
  const built = everyPlan.filter(({ machine }) => machine.firmware.secureBoot === 'enabled').flatMap(({ plan }) => plan.stages).filter(({ dkms }) => dkms);
  assert.ok(built.length > 0);
  for (const { signing, packages } of built) {
    assert.equal(signing, 'mok');
    assert.ok(packages.some(({ name }) => name === 'mokutil'));
  }
});

test('what is built has headers, the server gets no desktop, and Vulkan comes with our backend', () => {
  for (const { plan } of everyPlan) {
    const names = new Set(plan.stages.flatMap(({ packages }) => packages.map(({ name }) => name)));
    for (const { dkms, packages } of plan.stages) if (dkms) assert.ok(packages.some(({ name }) => name === 'linux-headers-amd64'));
    assert.ok(!names.has('nvidia-driver'));
    assert.equal(plan.finalPath === 'vulkan', names.has('cognos-llama-vulkan'));
  }
});

test('what was insisted on is either there or refused in one sentence at its key', () => {
  for (const { request: { acceleration }, plan } of everyPlan) {
    const there = acceleration === 'auto' || acceleration === 'cpu' || (acceleration === 'vulkan' ? plan.finalPath === 'vulkan' : plan.devices.some(({ toolkit }) => toolkit === acceleration));
    assert.equal(plan.refusals.length, there ? 0 : 1);
    for (const finding of plan.refusals) assert.equal(finding.path, 'cognos.ai.acceleration');
  }
});

test('stages of one plan have different ids, the kernel first and vendors last', () => {
  for (const { plan: { stages } } of everyPlan) {
    assert.equal(new Set(stages.map(({ id }) => id)).size, stages.length);
    const kinds = stages.map(({ repository }) => repository.kind);
    assert.deepEqual(kinds, kinds.toSorted((a, b) => Number(a === 'vendor') - Number(b === 'vendor')));
    assert.ok(!stages.slice(1).some(({ id }) => id === 'kernel'));
  }
});

test('a plan is plain data and the same twice', () => {
  for (const { machine, request, plan } of everyPlan.slice(0, 40)) {
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.deepEqual(planDrivers(machine, request, kernel), plan);
  }
});

test('with the backported kernel, a module is built for that one', () => {
  const { stages } = planDrivers(machines.mixed, auto, kernel);
  assert.equal(stages.find(({ id }) => id === 'nvidia')?.packages.find(({ name }) => name === 'linux-headers-amd64')?.from, 'bookworm-backports');
  const { stages: plain } = planDrivers(machines['gtx-1070'], auto, kernel);
  assert.equal(plain[0]?.packages.find(({ name }) => name === 'linux-headers-amd64')?.from, 'bookworm');
});

test('a medium with a newer kernel needs no kernel from backports', () => {
  assert.ok(!planDrivers(machines['arc-b580'], auto, '6.12.95+deb12-amd64').stages.some(({ id }) => id === 'kernel'));
});

test('the primary GPU is the one with memory of its own, and of those the largest', () => {
  assert.equal(planDrivers(machines.mixed, auto, kernel).primary, 'pci-0000:02:00.0');
  assert.equal(planDrivers(secure(machines.mixed), auto, kernel).primary, 'pci-0000:03:00.0');
});

test('an integrated GPU is left alone beside a card, and used when the card cannot be', () => {
  const path = (machine: Machine): string | undefined => planDrivers(machine, auto, kernel).devices.find(({ accelerator }) => accelerator === 'pci-0000:01:00.0')?.path;
  assert.equal(path(machines.mixed), 'none');
  const alone = { ...machines.mixed, accelerators: machines.mixed.accelerators.slice(0, 2) };
  assert.equal(path(alone), 'none');
  assert.equal(path(secure(alone)), 'vulkan');
});

test('old Intel graphics are not mistaken for new ones', () => {
  const [uhd] = machines['uhd-630'].accelerators;
  assert.ok(uhd);
  const path = (device: string): string | undefined => planDrivers({ ...machines['uhd-630'], accelerators: [{ ...uhd, device }] }, auto, kernel).devices[0]?.path;
  for (const device of ['0412', '0166', '1616', '22b0', '0f31', '2e32']) assert.equal(path(device), 'none', device);
  for (const device of ['1912', '5912', '9bc5', '4680', 'a780', '3185', '4905', '64a0', '7d67', 'ffff']) assert.equal(path(device), 'vulkan', device);
});

test('text of the hardware’s own cannot drive a terminal', () => {
  const [first] = machines['rtx-4090'].accelerators;
  assert.ok(first);
  const lines = formatDrivers(planDrivers({ ...machines['rtx-4090'], accelerators: [{ ...first, name: 'evil\u001b[2J\nname' }] }, auto, kernel));
  assert.ok(lines.every((line) => !/[\u0000-\u001f]/.test(line)));
});

test('the NVIDIA lists fit their schema and name the known cards', () => {
  const validate = new Ajv().compile(schema);
  assert.ok(validate(ids), JSON.stringify(validate.errors));
  const series = { '2684': 'current', '2330': 'current', '1b81': 'current', '26b9': 'current', '1180': 'tesla470', '102d': 'tesla470', '0dc4': 'unsupported', '06dd': 'unsupported', '0a65': 'unsupported', '2b85': 'newer', '2901': 'newer', '0001': 'unsupported' };
  for (const [id, expected] of Object.entries(series)) assert.equal(nvidiaSeries(id), expected, id);
});

test('an id in several lists belongs to the newest series; blank and foreign lines are no ids', () => {
  assert.deepEqual(readIdLists({ current: '10DE1B81\n\n# no\n', tesla470: '10DE1B81\n10DE1180\n', legacy: ['10DE1180\n10DE06DD\n', '1002ABCD\n'] }),
    { current: ['1b81'], tesla470: ['1180'], unsupported: ['06dd'] });
});
