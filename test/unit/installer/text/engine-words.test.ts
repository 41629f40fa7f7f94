import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driverBlocks } from '../../../../installer/text/screens/driver-blocks.ts';
import { measureBlocks } from '../../../../installer/text/screens/measure-blocks.ts';
import type { Block } from '../../../../installer/text/block.ts';
import type { Known } from '../../../../installer/text/wizard-context.ts';
import { wordsOf } from '../../../../installer/text/words.ts';
import { planDrivers } from '../../../../shared/drivers/plan-drivers.ts';
import { machines, secure } from '../../drivers/machines.ts';

const t = await wordsOf('de') ?? assert.fail('no German');
const drawn = (blocks: readonly Block[]): string => blocks.flatMap(({ draw }) => draw({ width: 300, focused: false }).map((line) => line.map(({ text }) => text).join(''))).join('\n');

test('drivers are explained in the language of the wizard, and the restart is said once', () => {
  const request = { acceleration: 'auto', vendorRepositories: true, mokEnrolment: 'ask', online: true } as const;
  const plan = planDrivers(secure(machines['gtx-1070']), request, '6.1.0-40-amd64');
  const words = drawn(driverBlocks({ t, terminal: { charset: 'utf-8' } } as unknown as Known, plan));
  for (const sentence of [...plan.devices.flatMap(({ reasons }) => reasons), ...plan.notes]) assert.ok(!words.includes(sentence), sentence);
  assert.equal(words.match(/startet einmal neu/g)?.length, 1);
});

test('so is what a measurement noticed', () => {
  const findings = ['Mistral 7B on the CPU is a rough guess: the time was enough for one short run only.', 'Nobody knows this one.'];
  const measurement = { devices: [], noise: 0.1, seconds: 12, findings };
  const words = drawn(measureBlocks({ t, terminal: { charset: 'utf-8' }, snapshot: { measurement } } as unknown as Known));
  assert.ok(!words.includes('rough guess') && words.includes('Mistral 7B'));
  assert.ok(words.includes('Nobody knows this one.'));
});
