/** Carries a first boot out: resume, journal, executor, report, and the ready marker on every boot. */
import { openJournal, type Journal } from '../shared/plan/journal.ts';
import { runPlan } from '../shared/plan/run-plan.ts';
import type { Progress } from '../shared/plan/progress.ts';
import type { Host } from '../shared/system/host.ts';
import { readEarlierRun, type EarlierRun } from './earlier-run.ts';
import { extendReport } from './extend-report.ts';
import { journalPath, readyPath, reportPath, stateFolder } from './paths.ts';
import { planFirstboot } from './plan-firstboot.ts';
import { readFacts } from './read-facts.ts';
import { readIfThere } from './read-if-there.ts';
import type { FirstbootPlan, FirstbootStep } from './step.ts';
import { firstbootHandlers } from './steps/index.ts';

export interface RunFirstbootOptions {
  host: Host;
  signal: AbortSignal;
  clock: () => Date;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  onProgress: (progress: Progress) => void;
}

/** @returns whether there was anything to do: false on every boot after the first. */
export async function runFirstboot(options: RunFirstbootOptions): Promise<boolean> {
  const { host, clock } = options;
  await host.makeDirectory(stateFolder, { mode: 0o755 });
  const plan = planFirstboot(await readFacts(host));
  const earlier = await readEarlierRun(host, plan.hash);
  if (!earlier.finished) await carryOut(plan, earlier, options);
  await host.writeFile(readyPath, `${clock().toISOString()}\n`);
  return !earlier.finished;
}

async function carryOut(plan: FirstbootPlan, earlier: EarlierRun, options: RunFirstbootOptions): Promise<void> {
  const { host, clock } = options;
  const journal = openJournal(host, journalPath, clock, earlier.lines);
  if (earlier.interrupted === 'cloud-init') await admitInterruption(journal);
  await runPlan(plan, {
    ...options, target: host, journal, done: earlier.done, handlers: firstbootHandlers, repeated: new Set(),
    reveal: (text) => text, settle: (step) => settle(step, host),
  });
  const report = extendReport(await readIfThere(host, reportPath), journal.lines, clock());
  await host.writeFile(reportPath, report, { mode: 0o600 });
  const { firstboot: { seconds } } = JSON.parse(report) as { firstboot: { seconds: number } };
  await journal.append({ event: 'finished', hash: plan.hash, seconds });
}

/** cloud-init marks a module as done before it runs it, so the one that was cut off is not run again. */
async function admitInterruption(journal: Journal): Promise<void> {
  await journal.append({ event: 'warned', id: 'cloud-init', message: 'The machine went down while cloud-init was at work: the module it was in is not repeated, see /var/log/cloud-init.log' });
}

/** Tools that do not fsync what they write, and where they write it. */
const unsynced: Partial<Record<FirstbootStep['kind'], string>> = { 'make-host-keys': '/etc/ssh', 'commit-machine-id': '/etc', 'wipe-seed': '/var/lib' };

async function settle({ kind }: FirstbootStep, host: Host): Promise<void> {
  const path = unsynced[kind];
  if (path !== undefined && await host.exists(path)) await host.run('sync', ['--file-system', path]);
}
