/**
 * The power goes once in every step of an install, one after the other on the same disk; the medium is started again
 * each time and nobody helps. In the end the machine must start from its disk. Writes a dated table.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { compareWithPlan } from '../compare-with-plan.ts';
import { cutPowerAt } from '../cut-power.ts';
import { expectationsOf } from '../expectations.ts';
import { install } from '../install.ts';
import { buildMedium, directKernel, iso } from '../medium.ts';
import { prepare, withoutModel } from '../prepare.ts';
import { startVm } from '../vm.ts';

interface Run { layout: 'btrfs' | 'ext4'; spec: string; steps: string[] }

/** The labels of the plan in their order; what is cut is the first line that says the step has begun. */
const runs: Run[] = [
  { layout: 'btrfs', spec: 'uefi-btrfs.yaml', steps: ['Partitioning the disk', 'Making the swap space', 'Making the models filesystem', 'Writing the system · [1-9]', 'Preparing the subvolumes', 'Mounting the target', 'Configuring the system', 'Configuring the network', 'Saving the spec', 'Creating the user', 'Making the disk bootable'] },
  { layout: 'ext4', spec: 'bios-ext4.yaml', steps: ['Making the root filesystem', 'Copying the system · [1-9]', 'Configuring the system', 'Creating the user', 'Making the disk bootable'] },
];
const medium = { path: iso, as: 'scsi-cd' } as const;
const table: string[] = [];

test('the medium builds', { timeout: 1_800_000 }, async () => { await buildMedium(); });

for (const { layout, spec, steps } of runs) {
  test(`a power cut in each step of a ${layout} install`, { timeout: 7_200_000 }, async () => {
    const prepared = await prepare(`cuts-${layout}`, 'bios', spec, withoutModel);
    const live = { ...prepared.machine, iso: medium, kernel: await directKernel('') };
    for (const step of steps) {
      const lines = await cutPowerAt(live, new RegExp(`cognos: \\d+% ${step}`));
      table.push(`| ${layout} | ${step.replace(' · [1-9]', '')} | ${said(lines)} |`);
    }
    const { console } = await install(live);
    table.push(`| ${layout} | none | ${said(console)}, installed |`);
    const vm = await startVm(prepared.machine);
    try {
      await vm.waitForSsh();
      const checks = [...await checkFirstboot(vm, { model: undefined, profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(prepared.userData, 'bios')), ...await compareWithPlan(vm)];
      assert.deepEqual(checks.filter(({ ok }) => !ok), []);
      table.push(`| ${layout} | | the machine starts from its disk, ${checks.length} checks passed |`);
    } finally {
      await vm.shutdown();
      writeTable();
    }
  });
}

function said(lines: string[]): string {
  return lines.some((line) => line.includes('taking up the interrupted installation')) ? 'resumed' : 'began anew';
}

function writeTable(): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${date}-power-cuts.md`), `# Power cuts, ${date}\n\nQEMU software emulation, two cores, 1 GiB of memory, BIOS. Power off is SIGKILL; what the guest had not flushed may be lost.\n\n| root | cut at the begin of | this boot |\n|---|---|---|\n${table.join('\n')}\n`);
}
