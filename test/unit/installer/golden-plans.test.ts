/** Every recorded machine x every spec -> the printed plan or the refusals, as files one can read and compare. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { formatFinding } from '../../../shared/errors.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import { readMachine } from '../../../shared/machine/read-machine.ts';
import { formatPlan } from '../../../installer/planner/format-plan.ts';
import { nominalMedium } from '../../../installer/planner/nominal-medium.ts';
import { planInstall, type Asked } from '../../../installer/planner/plan-install.ts';
import { compareGolden } from '../../golden/compare-golden.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const listed = (folder: string, ending: string): string[] => readdirSync(join(fixtures, folder)).filter((file) => file.endsWith(ending)).sort();

async function asked(file: string): Promise<Asked> {
  const read = await readUserData(readFileSync(join(fixtures, 'specs', file)), file);
  assert.ok(read.ok, read.ok ? '' : read.findings.map(formatFinding).join('\n'));
  return read;
}

async function machine(file: string): Promise<Machine> {
  const read = await readMachine(readFileSync(join(fixtures, 'machines', file), 'utf8'), file);
  return read.medium ? read : { ...read, medium: nominalMedium(read.architecture) };
}

for (const machineFile of listed('machines', '.json')) {
  for (const specFile of listed('specs', '.yaml')) {
    const name = `${basename(machineFile, '.json')}--${basename(specFile, '.yaml')}`;
    test(`golden plan: ${name}`, async () => {
      const proposal = planInstall(await machine(machineFile), await asked(specFile));
      const text = proposal.ok ? formatPlan(proposal.plan) : `refused\n${proposal.refusals.map((finding) => `${formatFinding(finding)}\n`).join('')}`;
      compareGolden(`plans/${name}`, text);
    });
  }
}

test('a plan made twice is the same plan, and another spec another one', async () => {
  const here = await machine('uefi-virtio.json');
  const hashes = await Promise.all(['uefi-btrfs.yaml', 'uefi-btrfs.yaml', 'bios-ext4.yaml'].map(async (file) => {
    const proposal = planInstall(here, await asked(file));
    assert.ok(proposal.ok);
    return proposal.plan.hash;
  }));
  assert.equal(hashes[0], hashes[1]);
  assert.notEqual(hashes[0], hashes[2]);
});

test('an interrupted install of the same spec is not a foreign system: the plan is the same again', async () => {
  const here = await machine('uefi-virtio.json');
  const spec = await asked('uefi-btrfs.yaml');
  const first = planInstall(here, spec);
  assert.ok(first.ok);
  const table = first.plan.steps.find((step) => step.kind === 'partition-disk');
  assert.ok(table);
  const disks = here.disks.map((disk) => (disk.path === first.plan.disk.path ? {
    ...disk, partitionTable: { kind: 'gpt' as const, uuid: table.tableUuid.toUpperCase() },
    partitions: [{ path: `${disk.path}3`, number: 3, startBytes: 1 << 20, bytes: 1 << 30, label: 'cognos-root', mountpoints: [], content: { type: 'btrfs' } }],
  } : disk));
  const again = planInstall({ ...here, disks }, spec);
  assert.ok(again.ok, again.ok ? '' : again.refusals[0]?.message);
  assert.equal(again.plan.hash, first.plan.hash);
  const other = planInstall({ ...here, disks }, await asked('any-disk.yaml'));
  assert.equal(other.ok, false);
});
