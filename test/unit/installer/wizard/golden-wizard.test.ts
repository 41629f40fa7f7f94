/** Every recorded machine with the answers that the wizard proposes and a user: what is left to be said, or what would come of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import { defaultAnswers } from '../../../../installer/wizard/default-answers.ts';
import { previewOf } from '../../../../installer/wizard/preview-of.ts';
import { formatBytes } from '../../../../shared/machine/format-bytes.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import type { Answers } from '../../../../shared/protocol/answers.ts';
import { compareGolden } from '../../../golden/compare-golden.ts';
import { machines } from './recorded-machines.ts';
import { nameOf, passwordHash } from './some-answers.ts';

async function outcome(machine: Machine, answers: Answers): Promise<string> {
  const preview = await previewOf({ machine, answers, secrets: { passwordHash }, catalogue: builtinCatalogue });
  if (!preview.ok) return preview.findings.map(({ code, message, instead }) => `${code}: ${message}${instead ? ` -> ${instead.label}` : ''}`).join('\n      ');
  const { disk, ai, warnings } = preview;
  const parts = disk.after.parts.map(({ label, bytes }) => `${label.replace('cognos-', '')} ${formatBytes(bytes)}`).join(', ');
  return [`${disk.title}: ${parts}`, ai.reason, ...warnings.map(({ code, message }) => `${code}: ${message}`)].join('\n      ');
}

test('golden wizard: what each machine comes to', async () => {
  const rows: string[] = [];
  for (const [name, machine] of machines) {
    const usual = defaultAnswers(machine);
    const answers = { ...usual, you: { ...usual.you, name: 'ada', hasPassword: true } };
    rows.push(name, `   as proposed\n      ${await outcome(machine, answers)}`);
    for (const offer of offerDisks(machine)) {
      const why = offer.refusal ? `not: ${offer.refusal.message}` : usual.storage.disk?.path === offer.path ? undefined : await outcome(machine, { ...answers, storage: { ...answers.storage, disk: nameOf(offer) } });
      if (why !== undefined) rows.push(`   on ${offer.path}\n      ${why}`);
    }
  }
  assert.ok(rows.length > machines.size * 2);
  compareGolden('wizard/machines', `${rows.join('\n')}\n`);
});
