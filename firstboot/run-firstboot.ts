/** Carries a first boot out: resume, journal, executor, report, and the ready marker on every boot. */
import { openJournal, type Journal } from '../shared/plan/journal.ts';
import { runPlan, StepError } from '../shared/plan/run-plan.ts';
import type { Progress } from '../shared/plan/progress.ts';
import type { Host } from '../shared/system/host.ts';
import { readEarlierRun, type EarlierRun } from './earlier-run.ts';
import { acceptSpec, isSpecAccepted, specChanged } from './accepted-spec.ts';
import { finishedFolder, journalPath, readyPath, stateFolder } from './paths.ts';
import { patientJournal } from './patient-journal.ts';
import { planFirstboot } from './plan-firstboot.ts';
import { readFacts } from './read-facts.ts';
import { writeFinalReport } from './report/final-report.ts';
import type { FirstbootPlan } from './step.ts';
import { letGo } from './steps/await-cloud-init.ts';
import { firstbootHandlers } from './steps/index.ts';
import { RebootNeeded } from './waiting.ts';

export interface RunFirstbootOptions {
  host: Host;
  signal: AbortSignal;
  clock: () => Date;
  /** Seconds on a clock that never jumps. */
  now: () => number;
  onProgress: (progress: Progress) => void;
  /** Begins anew, with the spec as it is now. */
  reset?: boolean;
}

/** @returns whether there was anything to do: false on every boot after the first. */
export async function runFirstboot(options: RunFirstbootOptions): Promise<boolean> {
  const { host, clock, reset = false } = options;
  await host.makeDirectory(stateFolder, { mode: 0o755 });
  const plan = planFirstboot(await readFacts(host));
  const found = await readEarlierRun(host, plan.hash);
  const earlier: EarlierRun = reset ? { lines: [], done: new Set(), finished: false } : found;
  if (!earlier.finished) {
    if (earlier.lines.length === 0) await acceptSpec(host);
    else if (!await isSpecAccepted(host)) throw specChanged();
    await host.remove(finishedFolder);
    await carryOut(plan, earlier, options);
  }
  await host.writeFile(readyPath, `${clock().toISOString()}\n`);
  return !earlier.finished;
}

async function carryOut(plan: FirstbootPlan, earlier: EarlierRun, options: RunFirstbootOptions): Promise<void> {
  const { host, clock } = options;
  const journal = patientJournal(openJournal(host, journalPath, clock, earlier.lines), earlier.lines);
  if (earlier.interrupted === 'cloud-init') await admitInterruption(journal);
  if (earlier.done.has('cloud-init')) await letGo(host);
  try {
    await runPlan(plan, {
      ...options, target: host, journal, done: earlier.done, handlers: firstbootHandlers, repeated: new Set(),
      reveal: (text) => text, settle: () => settle(host),
    });
  } catch (error) {
    if (error instanceof StepError && error.cause instanceof RebootNeeded) await restart(host, journal, error.step.id, error.cause.why);
    throw error;
  }
  const { firstboot: { seconds } } = JSON.parse(await writeFinalReport(host, journal.lines, clock())) as { firstboot: { seconds: number } };
  await journal.append({ event: 'finished', hash: plan.hash, seconds });
}

/** Once for a step: one that asks again after it has not got what it wanted, and its failure stands. */
async function restart(host: Host, journal: Journal, id: string, why: string): Promise<void> {
  if (journal.lines.some((line) => line.event === 'restarting' && line.id === id)) return;
  await journal.append({ event: 'restarting', id, why });
  await host.run('systemctl', ['--no-block', 'reboot']);
}

/** cloud-init marks a module as done before it runs it, so the one that was cut off is not run again. */
async function admitInterruption(journal: Journal): Promise<void> {
  await journal.append({ event: 'warned', id: 'cloud-init', message: 'The machine went down while cloud-init was at work: the module it was in is not repeated, see /var/log/cloud-init.log' });
}

/**
 * Hardly a tool fsyncs what it writes, and chmod(2) cannot: on btrfs all of it waits up to 30 s for a commit that the fsync of
 * our journal does not bring about. Seen: after power cuts, steps that were done for the journal and undone on the disk.
 */
async function settle(host: Host): Promise<void> {
  await host.run('sync', ['--file-system', '/']);
}
