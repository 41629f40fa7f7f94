/**
 * The power goes at the begin of every step of a first boot, one after the other on the same machine, and then at twenty
 * random moments of two first boots, ten in each. Nobody helps. In the end the machine must be ready, with one user, no
 * failed unit and an answer to a prompt. Writes a dated table, with the number of cuts that really happened.
 *
 * Both at once, with one processor each: with two they would take both of the host's for the same time, waiting for their
 * own locks. Cloud-init takes half a minute of every start until it has had one to its end, so it has nothing to do on the
 * machine of the thirty-five cuts, and everything on the other.
 *
 * It takes over an hour. Stopped, it goes on where it was, as long as the medium is the same: each machine's folder keeps
 * its disks and what was seen.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { diskSerial, prepare } from '../prepare.ts';
import { startVm, type VmOptions } from '../vm.ts';

const model = 'shop-small-q8_0';
const { steps } = planFirstboot({ machineId: '0'.repeat(31) + '1', hasModels: true });
const rounds = 2;
const cutsOfOne = 10;
/** Ten of these, one after the other, reach into every part of a first boot; it begins a good minute after the system does. */
const longestSeconds = 180;

/** An installed machine, and what was seen on it. */
interface Installed {
  /** The stages of the medium that it was installed from, each by the digest of what went into it; the ISO's own tells when it was signed. */
  medium: string;
  userData: string;
  /** Its disk is the installed one, which is never started itself. */
  machine: VmOptions;
  /** Lines of the table. */
  rows: string[];
  /** The random cuts since the last line. */
  moments: string[];
  cuts: number;
}
const all: Installed[] = [];

test('power cuts in a first boot', { timeout: 4 * 3_600_000 }, async () => {
  await buildMedium();
  const outcomes = await Promise.allSettled([
    installed('cuts-steps', withoutCloudInit).then(inEveryStep),
    installed('cuts-random', (text) => text).then(atRandomMoments),
  ]);
  process.stdout.write(`power cuts injected: ${cutsOf(all)}\n`);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
});

function withoutCloudInit(userData: string): string {
  return userData.replace(/^write_files:[^]*(?=^cognos:)/m, '');
}

async function installed(name: string, change: (userData: string) => string): Promise<Installed> {
  const medium = readdirSync(join(iso, '../medium')).sort().join(' ');
  const begun = keptOf(join(import.meta.dirname, '../../../build/vm', name));
  const one = begun?.medium === medium ? begun : await newlyInstalled(name, medium, change);
  all.push(one);
  return one;
}

async function newlyInstalled(name: string, medium: string, change: (userData: string) => string): Promise<Installed> {
  const shop = openModelShop();
  const prepared = await prepare(name, 'bios', 'uefi-btrfs.yaml', (text) => withShop(change(text), shop, `model: ${model}`));
  const machine: VmOptions = { ...prepared.machine, cpus: 1, offline: true, disks: [...prepared.machine.disks ?? [], await shopVolume(prepared, shop, true)] };
  await install({ ...machine, iso: { path: iso, as: 'scsi-cd' } });
  const one: Installed = { medium, userData: prepared.userData, machine, rows: [], moments: [], cuts: 0 };
  keep(one);
  return one;
}

async function inEveryStep(one: Installed): Promise<void> {
  const machine = await started(one, one.rows.length === 0);
  for (const { id, label } of steps.slice(one.rows.length)) {
    const vm = await startVm(machine);
    // A step that was done at once, before its line was out, cannot be cut: the one after it is.
    const reached = await vm.serial.waitFor(new RegExp(`cognos: \\d+% ${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|cognos: .*ready`), 900_000).then(([line]) => line.includes(label), () => false);
    await vm.powerCut();
    note(one, { rows: [...one.rows, `| ${id} | ${reached ? 'cut at its begin' : 'was done before it could be cut'} |`], cuts: one.cuts + Number(reached) });
  }
  if (one.rows.length === steps.length) note(one, { rows: [...one.rows, `| then | ${await end(machine, one)} |`] });
}

async function atRandomMoments(one: Installed): Promise<void> {
  while (one.rows.length < rounds) await atRandom(one);
}

async function atRandom(one: Installed): Promise<void> {
  const machine = await started(one, one.moments.length === 0);
  while (one.moments.length < cutsOfOne) {
    const vm = await startVm(machine);
    await vm.serial.waitFor(/Welcome to|systemd\[1\]|cognos:/, 300_000);
    const seconds = Math.round(Math.random() * longestSeconds * 10) / 10;
    await sleep(seconds * 1000);
    await vm.powerCut();
    const last = vm.serial.lines.findLast((line) => /cognos: \d+% /.test(line));
    note(one, { moments: [...one.moments, `${seconds} s${last === undefined ? '' : ` (${/cognos: (\d+%)/.exec(last)?.[1]})`}`], cuts: one.cuts + 1 });
  }
  note(one, { rows: [...one.rows, `| random ${one.rows.length + 1} | after ${one.moments.join(', ')}; then ${await end(machine, one)} |`], moments: [] });
}

/** @param anew as it was before its first start, and not as the last cut left it */
async function started({ machine }: Installed, anew: boolean): Promise<VmOptions> {
  const [disk, ...others] = machine.disks ?? [];
  assert.ok(disk);
  const path = join(machine.directory, 'started.qcow2');
  if (anew) {
    rmSync(path, { force: true });
    await createDisk(path, undefined, { backing: disk.path });
  }
  return { ...machine, disks: [{ path, serial: diskSerial }, ...others] };
}

/** Nobody helps: the next start must come to its end. */
async function end(machine: VmOptions, { userData }: Installed): Promise<string> {
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

function note(one: Installed, more: Partial<Installed>): void {
  Object.assign(one, more);
  keep(one);
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${date}-firstboot-cuts.md`), `# Power cuts in a first boot, ${date}\n\nQEMU software emulation, one processor, 1 GiB of memory, BIOS, no network, the model on a USB volume. Power off is SIGKILL; what the guest had not flushed may be lost. ${cutsOf(all)} cuts.\n\n| step | |\n|---|---|\n${all.flatMap(({ rows }) => rows).join('\n')}\n`);
}

function cutsOf(machines: readonly Installed[]): number {
  return machines.reduce((sum, { cuts }) => sum + cuts, 0);
}

function keep(one: Installed): void {
  writeFileSync(fileOf(one.machine.directory), JSON.stringify(one, null, 2), { mode: 0o600 });
}

function keptOf(directory: string): Installed | undefined {
  return existsSync(fileOf(directory)) ? JSON.parse(readFileSync(fileOf(directory), 'utf8')) as Installed : undefined;
}

function fileOf(directory: string): string {
  return join(directory, 'cuts.json');
}
