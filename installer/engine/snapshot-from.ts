/** (machine's context, what the engine holds) -> what clients see. Pure: the same objects in, the same objects out. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { FailureView, FinishedView, PlanView, Snapshot } from '../../shared/protocol/snapshot.ts';
import { resumeAction } from '../machine/failure.ts';
import type { InstallContext } from '../machine/install-machine.ts';
import { version } from '../version.ts';
import type { Held } from './held.ts';
import { stepStates } from './step-states.ts';
import { planView } from './wizard.ts';

export type State = Snapshot['state'];
export type SharedSnapshot = Omit<Snapshot, 'you' | 'watchers'>;

const withPlan: ReadonlySet<State> = new Set<State>(['reviewing', 'installing', 'failed', 'finished']);

export function snapshotFrom(state: State, context: InstallContext, held: Held): SharedSnapshot {
  const { offers, network } = held;
  const plan = withPlan.has(state) ? context.plan : undefined;
  return {
    protocol: 1, version, ...(held.simulation ? { simulation: held.simulation } : {}), state,
    ...(context.machine ? { machine: withoutRanges(context.machine) } : {}),
    answers: held.answers, asked: held.asked, choices: held.choices, ...(held.screenReader ? { screenReader: held.screenReader } : {}),
    disks: offers.disks, ...(plan?.drivers ?? offers.drivers ? { drivers: plan?.drivers ?? offers.drivers } : {}), ...(offers.ai ? { ai: offers.ai } : {}),
    ...measuringOf(state, context, held),
    ...(context.measurement ?? held.measurement ? { measurement: context.measurement ?? held.measurement } : {}),
    ...previewOf(state, held), network,
    ...(plan ? { plan: viewOf(plan, context.resumes) } : {}),
    ...progressOf(state, context, held),
    ...(state === 'failed' && context.failure ? { failure: failureOf(context, held) } : {}),
    ...(state === 'finished' ? { finished: finishedOf(context, held) } : {}),
  };
}

function measuringOf(state: State, { measuring }: InstallContext, held: Held): Pick<Snapshot, 'measuring'> {
  const now = held.measuring ?? (state === 'measuring' ? measuring : undefined);
  return now ? { measuring: now } : {};
}

/** Where looking ahead found nothing wrong, what refused the plan knows more: it has looked at the disk. */
function previewOf(state: State, { refused, offers: { preview } }: Held): Pick<Snapshot, 'preview'> {
  if (state === 'asking' && refused && preview?.ok !== false) return { preview: { ok: false, findings: refused } };
  return preview ? { preview } : {};
}

function progressOf(state: State, { plan, progress, alreadyInstalled }: InstallContext, held: Held): Pick<Snapshot, 'progress'> {
  if (state !== 'installing' && state !== 'failed' && state !== 'finished') return {};
  if (!plan || held.startedAt === undefined || alreadyInstalled) return {};
  const first = plan.steps[0];
  const now = progress ?? { fraction: 0, label: first?.label ?? '', stepId: first?.id ?? '' };
  return { progress: { ...now, ...(state === 'finished' ? { fraction: 1, secondsLeft: 0 } : {}), startedAt: held.startedAt, steps: stepStates(plan, now.stepId, { state, seconds: held.seconds }) } };
}

const resumeByButton = 'Fix the cause, then resume: the installation goes on where it stopped.';

/** Without a plan there is nothing to go on with, whatever the cause says. */
function failureOf({ failure, plan }: InstallContext, held: Held): FailureView {
  const { code = 'unknown', message = '', action = '', resumable = false, stepId, logs } = failure ?? {};
  const logsFailed = held.logsFailed ?? logs;
  return {
    code, message, action: action === resumeAction ? resumeByButton : action, resumable: resumable && plan !== undefined, ...(stepId === undefined ? {} : { stepId }),
    ...(held.logs === undefined ? {} : { logs: held.logs }), ...(logsFailed === undefined ? {} : { logsFailed }),
  };
}

function finishedOf({ plan, alreadyInstalled }: InstallContext, { answers, network, installSeconds, installedBefore }: Held): FinishedView {
  const { hostname, name } = answers.you;
  const model = plan?.ai.model?.name;
  return {
    alreadyInstalled: alreadyInstalled && !installedBefore, hostname,
    addresses: network.interfaces.flatMap(({ addresses }) => addresses.map((address) => address.replace(/\/.*$/, ''))), ...(name === '' ? {} : { user: name }),
    ...(installSeconds === undefined ? {} : { seconds: installSeconds }), ...(model === undefined ? {} : { model }),
  };
}

const machines = new WeakMap<Machine, Machine>();
/** The ranges are the medium's business and thousands of numbers long. */
function withoutRanges(machine: Machine): Machine {
  const { medium } = machine;
  if (!medium) return machine;
  const known = machines.get(machine) ?? { ...machine, medium: { ...medium, image: { ...medium.image, ranges: [] } } };
  machines.set(machine, known);
  return known;
}

const views = new WeakMap<Plan, PlanView>();
function viewOf(plan: Plan, resumes: boolean): PlanView {
  const known = views.get(plan);
  if (known?.resumes === resumes) return known;
  const view = planView(plan, { resumes });
  views.set(plan, view);
  return view;
}
