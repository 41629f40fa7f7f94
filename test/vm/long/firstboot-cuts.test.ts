/**
 * The power goes at the begin of every step of a first boot, one after the other on the same machine, and then at twenty
 * random moments of two first boots, ten in each. Nobody helps. In the end the machine must be ready, with one user, no
 * failed unit and an answer to a prompt. Writes a dated table, with the number of cuts that really happened.
 *
 * Both at once, with one processor each: with two they would take both of the host's for the same time, waiting for their
 * own locks. Cloud-init takes half a minute of every start until it has had one to its end, so it has nothing to do on the
 * machine of the thirty-five cuts, and everything on the other.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { planFirstboot } from '../../../firstboot/plan-firstboot.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { checkInstalledSystem } from '../check-installed-system.ts';
import { createDisk } from '../disk.ts';
import { expectationsOf } from '../expectations.ts';
import { install } from '../install.ts';
import { buildMedium, iso } from '../medium.ts';
import { openModelShop, shopVolume, withShop } from '../model-shop.ts';
import { diskSerial, prepare, type Prepared } from '../prepare.ts';
import { startVm, type Vm, type VmOptions } from '../vm.ts';

const model = 'shop-small-q8_0';
const { steps } = planFirstboot({ machineId: '0'.repeat(31) + '1', hasModels: true });
const machines = 2;
const cutsOfOne = 10;
/** Ten of these, one after the other, reach into every part of a first boot; it begins a good minute after the system does. */
const longestSeconds = 180;
const rows: Record<'steps' | 'random', string[]> = { steps: [], random: [] };
let cuts = 0;

interface Installed { prepared: Prepared; overlay: () => Promise<VmOptions> }

test('power cuts in a first boot', { timeout: 4 * 3_600_000 }, async () => {
  await buildMedium();
  const outcomes = await Promise.allSettled([
    installed('cuts-steps', withoutCloudInit).then(inEveryStep),
    installed('cuts-random', (text) => text).then(atRandomMoments),
  ]);
  process.stdout.write(`power cuts injected: ${cuts}\n`);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
});

function withoutCloudInit(userData: string): string {
  return userData.replace(/^write_files:[^]*(?=^cognos:)/m, '');
}

async function installed(name: string, change: (userData: string) => string): Promise<Installed> {
  const shop = openModelShop();
  const prepared = await prepare(name, 'bios', 'uefi-btrfs.yaml', (text) => withShop(change(text), shop, `model: ${model}`));
  const volume = await shopVolume(prepared, shop, true);
  const [disk] = prepared.machine.disks ?? [];
  assert.ok(disk);
  const machine: VmOptions = { ...prepared.machine, cpus: 1, offline: true, disks: [disk, volume] };
  await install({ ...machine, iso: { path: iso, as: 'scsi-cd' } });
  return {
    prepared,
    /** The installed machine as it was before its first start. */
    overlay: async () => {
      const path = join(machine.directory, 'started.qcow2');
      rmSync(path, { force: true });
      await createDisk(path, undefined, { backing: disk.path });
      return { ...machine, disks: [{ path, serial: diskSerial }, volume] };
    },
  };
}

async function inEveryStep({ prepared, overlay }: Installed): Promise<void> {
  const machine = await overlay();
  for (const { id, label } of steps) {
    const vm = await startVm(machine);
    // A step that was done at once, before its line was out, cannot be cut: the one after it is.
    const reached = await vm.serial.waitFor(new RegExp(`cognos: \\d+% ${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|cognos: .*ready`), 900_000).then(([line]) => line.includes(label), () => false);
    await cut(vm);
    note('steps', `| ${id} | ${reached ? 'cut at its begin' : 'was done before it could be cut'} |`);
    if (!reached) cuts -= 1;
  }
  note('steps', `| then | ${await end(machine, prepared)} |`);
}

async function atRandomMoments({ prepared, overlay }: Installed): Promise<void> {
  for (let round = 0; round < machines; round += 1) await atRandom(round, await overlay(), prepared);
}

async function atRandom(round: number, machine: VmOptions, prepared: Prepared): Promise<void> {
  const moments: string[] = [];
  for (let each = 0; each < cutsOfOne; each += 1) {
    const vm = await startVm(machine);
    await vm.serial.waitFor(/Welcome to|systemd\[1\]|cognos:/, 300_000);
    const seconds = Math.round(Math.random() * longestSeconds * 10) / 10;
    await sleep(seconds * 1000);
    await cut(vm);
    const last = vm.serial.lines.findLast((line) => /cognos: \d+% /.test(line));
    moments.push(`${seconds} s${last === undefined ? '' : ` (${/cognos: (\d+%)/.exec(last)?.[1]})`}`);
  }
  note('random', `| random ${round + 1} | after ${moments.join(', ')}; then ${await end(machine, prepared)} |`);
}

async function cut(vm: Vm): Promise<void> {
  await vm.powerCut();
  cuts += 1;
}

/** Nobody helps: the next start must come to its end. */
async function end(machine: VmOptions, { userData }: Prepared): Promise<string> {
  const vm = await startVm(machine);
  try {
    await vm.waitForSsh();
    const checks = [...await checkFirstboot(vm, { model, profile: 'cis-level1-server' }), ...await checkInstalledSystem(vm, expectationsOf(userData, 'bios'))];
    const users = await vm.ssh('getent passwd | awk -F: \'$3 >= 1000 && $3 < 60000\' | wc -l');
    checks.push({ check: 'one user', ok: users.trim() === '1', detail: users });
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
    return `ready, ${checks.length} checks passed`;
  } finally {
    await vm.shutdown();
  }
}

function note(part: keyof typeof rows, row: string): void {
  rows[part].push(row);
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${date}-firstboot-cuts.md`), `# Power cuts in a first boot, ${date}\n\nQEMU software emulation, one processor, 1 GiB of memory, BIOS, no network, the model on a USB volume. Power off is SIGKILL; what the guest had not flushed may be lost. ${cuts} cuts.\n\n| step | |\n|---|---|\n${[...rows.steps, ...rows.random].join('\n')}\n`);
}
