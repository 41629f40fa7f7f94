/**
 * Sends the events a person would: spec, confirmation. The same machine as every other front end drives; what is
 * decided here is only when to say yes and what to print.
 */
import { createActor, waitFor, type ActorRefFrom, type SnapshotFrom } from 'xstate';
import { escapeForTerminal, exitCodes, formatFinding, type ExitCode } from '../../shared/errors.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { installMachine, type GivenSpec } from '../machine/install-machine.ts';
import { formatPlan } from '../planner/format-plan.ts';
import { measuringLines, progressLines } from './progress-lines.ts';

type InstallActor = ActorRefFrom<typeof installMachine>;
type InstallSnapshot = SnapshotFrom<typeof installMachine>;

export interface DriveOptions {
  machine: typeof installMachine;
  given: GivenSpec;
  /** Asked once, with the plan printed; false leaves the disk as it is. */
  confirm: (plan: Plan) => Promise<boolean>;
  write: (text: string) => void;
  /** Refusals and failures; `write` when it is not given. */
  complain?: (text: string) => void;
  /** Told of every snapshot: for the state file and the status screen. */
  onSnapshot?: (snapshot: InstallSnapshot) => void;
  signal: AbortSignal;
}

export type DriveResult = { exitCode: ExitCode; snapshot: InstallSnapshot };

export async function driveInstall(options: DriveOptions): Promise<DriveResult> {
  const { machine, given, write, complain = write, signal } = options;
  const actor = createActor(machine);
  const progress = progressLines(write);
  const measuring = measuringLines(write);
  actor.subscribe((snapshot) => {
    options.onSnapshot?.(snapshot);
    if (snapshot.matches('measuring') && snapshot.context.measuring) measuring(snapshot.context.measuring);
    if (snapshot.matches('installing') && snapshot.context.progress) progress(snapshot.context.progress);
  });
  signal.addEventListener('abort', () => { actor.send({ type: 'install.cancelled' }); }, { once: true });
  actor.start();
  const asking = await settled(actor, 'probing');
  if (asking.matches('failed')) return conclude(asking, write, complain);
  actor.send({ type: 'spec.given', given });
  const planned = await waitFor(actor, (snapshot) => !(['validating', 'measuring', 'planning'] as const).some((busy) => snapshot.matches(busy)), { timeout: Infinity });
  const { plan } = planned.context;
  if (!planned.matches('reviewing') || !plan) return conclude(planned, write, complain);
  write(formatPlan(plan));
  if (planned.context.resumes) write('cognos: taking up the interrupted installation where it stopped\n');
  if (!await options.confirm(plan)) {
    complain('cognos: refused: the installation was not confirmed; nothing was written\n');
    return { exitCode: exitCodes.usage, snapshot: planned };
  }
  actor.send({ type: 'install.confirmed', planHash: plan.hash });
  return conclude(await settled(actor, 'installing'), write, complain);
}

function settled(actor: InstallActor, busy: 'probing' | 'installing'): Promise<InstallSnapshot> {
  return waitFor(actor, (snapshot) => !snapshot.matches(busy), { timeout: Infinity });
}

function conclude(snapshot: InstallSnapshot, write: (text: string) => void, complain: (text: string) => void): DriveResult {
  const { findings, failure, alreadyInstalled, plan } = snapshot.context;
  if (snapshot.matches('finished')) {
    write(alreadyInstalled
      ? `cognos: done: ${escapeForTerminal(plan?.disk.title ?? 'the disk')} already carries this very installation; nothing was written\n`
      : 'cognos: done: the system is installed\n');
    return { exitCode: exitCodes.done, snapshot };
  }
  if (snapshot.matches('failed')) {
    complain(`cognos: failed: ${escapeForTerminal(failure?.message ?? 'unknown')}\ncognos: ${escapeForTerminal(failure?.action ?? '')}\n`);
    return { exitCode: failure?.exitCode ?? exitCodes.failedForGood, snapshot };
  }
  complain('cognos: refused\n');
  for (const finding of findings?.list ?? []) complain(`${formatFinding(finding)}\n`);
  return { exitCode: findings?.by === 'machine' ? exitCodes.machineRefused : exitCodes.specRefused, snapshot };
}
