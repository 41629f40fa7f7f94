/** Carries a plan out: resume, journal, executor, report, and the tidying that every ending needs. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { openJournal, type Journal } from '../../shared/plan/journal.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Progress } from '../../shared/plan/progress.ts';
import { runPlan } from '../../shared/plan/run-plan.ts';
import type { Step } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { revealer } from '../../shared/system/secrets.ts';
import { targetHost } from '../../shared/system/target-host.ts';
import { liveJournal, liveLog, runFolder, targetJournal, targetReport, targetRoot } from '../paths.ts';
import { isSameDisk } from '../steps/check-disk.ts';
import { installHandlers } from '../steps/index.ts';
import { closeVolumes } from '../steps/open-volume.ts';
import { describeFailure } from './failure.ts';
import { findPrevious } from './find-previous.ts';
import { makeReport } from './make-report.ts';
import { unmount } from './unmount.ts';
import { diskVanished, isThere, watchDisk } from './watch-disk.ts';

export interface RunInstallOptions {
  host: Host;
  plan: Plan;
  machine: Machine;
  /** What the model was chosen by; kept in the journal, so that a resumed run makes the same plan. */
  measurement?: Measurement | undefined;
  secrets: ReadonlyMap<string, string>;
  signal: AbortSignal;
  reset: boolean;
  onProgress: (progress: Progress) => void;
}

export async function runInstall(options: RunInstallOptions): Promise<void> {
  const { host, plan, machine, reset } = options;
  await host.makeDirectory(runFolder);
  await free(host); // A run that was killed may have left it mounted.
  const previous = await findPrevious({ host, machine, plan, secrets: options.secrets, signal: options.signal });
  const resumes = !reset && previous.hash === plan.hash;
  await host.remove(liveJournal);
  const journal = openJournal(host, liveJournal, () => new Date(), resumes ? previous.lines : []);
  const watch = watchDisk(host, plan.disk, options.signal);
  try {
    await carryOut({ ...options, signal: watch.signal }, journal, resumes ? previous.done : new Set());
  } catch (error) {
    // A pulled disk shows as anything, "No space left on device" for one: whether it is still there decides.
    const failure = await isThere(host, plan.disk) ? error : diskVanished(plan.disk);
    if (!describeFailure(failure).resumable && hasWritten(journal)) await wipeSignatures(host, plan);
    throw failure;
  } finally {
    watch.stop();
    journal.detach();
    await free(host);
  }
}

async function carryOut(options: RunInstallOptions, journal: Journal, done: ReadonlySet<string>): Promise<void> {
  const { host, plan, machine, secrets, signal, onProgress } = options;
  const target = targetHost(host, targetRoot);
  const begun = performance.now();
  if (options.measurement && done.size === 0) await journal.append({ event: 'measured', measurement: options.measurement });
  await runPlan(plan, {
    handlers: installHandlers, repeated: new Set(['check-disk', 'open-volume', 'mount']), journal, done, host, target, signal, onProgress,
    reveal: revealer(secrets), now: () => performance.now() / 1000,
    settle: (step) => settle(step, host, target, journal),
  });
  const seconds = Math.round(performance.now() - begun) / 1000;
  await target.writeFile(targetReport, `${JSON.stringify(makeReport(plan, machine, journal.lines, seconds), undefined, 2)}\n`, { mode: 0o600 });
  await copyLog(host, target);
  await journal.append({ event: 'finished', hash: plan.hash, seconds });
  await host.run('sync', ['--file-system', targetRoot]);
}

/** Steps whose tools do not fsync what they write; without this a journal could say more than the disk holds. */
const unsynced: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['copy-system', 'protect', 'create-user', 'create-group', 'link', 'install-bootloader']);

async function settle(step: Step, host: Host, target: Host, journal: Journal): Promise<void> {
  if (unsynced.has(step.kind)) await host.run('sync', ['--file-system', targetRoot]);
  // From the moment the target is there, the journal lives on it too: that is what makes a power cut resumable.
  if (step.kind === 'mount' && step.at === targetRoot) {
    await target.makeDirectory('/var/lib/cognos');
    await journal.mirrorTo(target, targetJournal);
    // An fsync of btrfs goes to its log, and who looks for the journal after a power cut must not replay that.
    await host.run('sync', ['--file-system', targetRoot]);
  }
}

async function copyLog(host: Host, target: Host): Promise<void> {
  if (!await host.exists(liveLog)) return;
  await target.makeDirectory('/var/log/cognos', { mode: 0o750 });
  await target.writeFile(liveLog, await host.readFile(liveLog), { mode: 0o600 });
}

/** In this session or in one that it takes up; before that the disk is as it was, and stays so. */
function hasWritten({ lines }: Journal): boolean {
  return lines.some((line) => line.event === 'started' && line.id === 'partition-disk');
}

async function free(host: Host): Promise<void> {
  await unmount(host, targetRoot);
  await closeVolumes(host);
}

/** A disk that failed for good must not look like half an operating system. Best effort: it may be gone. */
async function wipeSignatures(host: Host, plan: Plan): Promise<void> {
  const writes = plan.steps.find((step) => step.kind === 'partition-disk');
  const check = plan.steps.find((step) => step.kind === 'check-disk');
  if (!writes || !check || !await host.exists(plan.disk.path)) return;
  await free(host);
  const tryToWipe = (device: string): Promise<unknown> => host.run('wipefs', ['--all', '--quiet', device]).catch(() => undefined);
  for (const { uuid, keep } of writes.partitions) if (!keep) await tryToWipe(`/dev/disk/by-partuuid/${uuid}`);
  // What is kept would be found by nobody without the table.
  if (writes.partitions.some(({ keep }) => keep)) return;
  // Under the name of the disk there may be another one by now, which is not ours to wipe.
  if (await isSameDisk(check, host)) await tryToWipe(writes.device);
}
