/**
 * The booted, hardened machine before scanners that we did not write: OpenSCAP's CIS levels 1 and 2, Lynis, ssh-audit.
 * Under software emulation each takes ten minutes and more. Writes a dated table.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { failingRules, readAccepted } from '../../scan/accepted-failures.ts';
import { figures, scoresOf } from '../../scan/judge.ts';
import { readReport } from '../../scan/lynis.ts';
import { readResults, type OscapResult } from '../../scan/oscap.ts';
import { readTree } from '../../scan/score.ts';
import { ssgContent } from '../../scan/ssg-content.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { install } from '../install.ts';
import { buildMedium, iso } from '../medium.ts';
import { prepare, withoutModel } from '../prepare.ts';
import { startVm, type Vm } from '../vm.ts';

const levels = [['cis-level1-server', 'cis_level1_server'], ['cis-level2-server', 'cis_level2_server']] as const;
const table: string[] = [];
const hour = 3_600_000;

test('the booted machine reaches the figures of the scanners', { timeout: 4 * hour }, async () => {
  await buildMedium();
  const { machine } = await prepare('scanners', 'bios', 'uefi-btrfs.yaml', withoutModel);
  await install({ ...machine, memoryMiB: 2048, iso: { path: iso, as: 'scsi-cd' } });
  const vm = await startVm({ ...machine, memoryMiB: 2048 });
  try {
    await vm.waitForSsh();
    const checks = await checkFirstboot(vm, { model: undefined, profile: 'cis-level1-server' });
    assert.deepEqual(checks.filter(({ ok }) => !ok), []);
    await tellCosts(vm);
    await bringScanners(vm);
    const said: string[] = [];
    for (const [profile, ssg] of levels) said.push(...await scan(vm, profile, ssg));
    said.push(...await scanOthers(vm));
    assert.deepEqual(said, []);
  } finally {
    await vm.shutdown();
  }
});

/** No model was downloaded and no package installed: what is left is first boot's own time. */
async function tellCosts(vm: Vm): Promise<void> {
  const { firstboot } = JSON.parse(await vm.ssh('sudo -n cat /var/lib/cognos/report.json')) as { firstboot: { seconds: number; memoryPeakBytes: number; steps: { id: string; seconds: number }[] } };
  const slowest = firstboot.steps.toSorted((one, other) => other.seconds - one.seconds).slice(0, 6).map(({ id, seconds }) => `${id} ${seconds.toFixed(0)} s`);
  const left = (await vm.ssh('cat /sys/fs/cgroup/system.slice/cognos-firstboot.service/memory.current 2>/dev/null || echo 0')).trim();
  table.push(`| first boot without downloads and packages | ${firstboot.seconds.toFixed(0)} s (${slowest.join(', ')}) | under 180 s |`);
  table.push(`| memory of first boot's process | ${(firstboot.memoryPeakBytes / 1e6).toFixed(0)} MB at most, ${left} bytes after it | under 120 MB, 0 |`);
}

/** Debian's own packages of them; the content of OpenSCAP is newer than Debian 12's and comes from here. */
async function bringScanners(vm: Vm): Promise<void> {
  await vm.ssh('sudo -n apt-get update && sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends openscap-scanner lynis ssh-audit', { timeoutMs: hour });
  await vm.ssh('cat > /var/tmp/content.xml', { stdin: readFileSync(await ssgContent()), timeoutMs: 600_000 });
}

async function scan(vm: Vm, profile: typeof levels[number][0], ssg: string): Promise<string[]> {
  await vm.ssh(`sudo -n cognos-harden apply --profile ${profile}`, { timeoutMs: hour });
  await vm.ssh(`sudo -n oscap xccdf eval --profile ${ssg} --results /var/tmp/results.xml /var/tmp/content.xml >/dev/null 2>&1 || test $? -eq 2`, { timeoutMs: 2 * hour });
  const xml = await vm.ssh('sudo -n cat /var/tmp/results.xml', { timeoutMs: 600_000 });
  const oscap: OscapResult = { profile: ssg, ...readResults(xml), tree: readTree(xml) };
  // What only a booted machine can answer is answered here, so nothing of that kind is left out.
  const accepted = (await readAccepted()).filter(({ kind }) => kind !== 'root');
  const { all, tailored } = scoresOf({ oscap, profile, unfinished: [], ssh: { status: 0, findings: [] }, units: [] }, accepted);
  const failing = failingRules(oscap, accepted);
  table.push(`| OpenSCAP ${profile} | ${all.toFixed(2)}; ${tailored.toFixed(2)} without the rules that exclude each other | ${figures[profile]} |`);
  table.push(...failing.map(({ rule, verdict, accepted: reason }) => `| · ${rule} | ${verdict} | ${reason?.why ?? 'no reason is given'} |`));
  writeTable();
  const unexplained = failing.filter(({ accepted: reason }) => !reason).map(({ rule, verdict }) => `${profile}: ${rule}: ${verdict}, and no reason is given`);
  return [...all < figures[profile] ? [`${profile}: ${all.toFixed(2)}`] : [], ...unexplained];
}

async function scanOthers(vm: Vm): Promise<string[]> {
  await vm.ssh('sudo -n lynis audit system --quick --no-colors --quiet >/dev/null 2>&1 || true', { timeoutMs: hour });
  const { index } = readReport(await vm.ssh('sudo -n cat /var/log/lynis-report.dat'));
  const audit = await vm.trySsh('ssh-audit -n 127.0.0.1', { timeoutMs: 600_000 });
  table.push(`| Lynis | ${index} | ${figures.lynis} |`, `| ssh-audit | exit ${audit.exitCode} | 0 or 2 |`);
  writeTable();
  return [...index < figures.lynis ? [`lynis: ${index}`] : [], ...audit.exitCode === 0 || audit.exitCode === 2 ? [] : [`ssh-audit: exit ${audit.exitCode}`]];
}

function writeTable(): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, `${date}-scanners.md`), `# Scanners in the booted machine, ${date}\n\n| scanner | result | promised |\n|---|---|---|\n${table.join('\n')}\n`);
}
