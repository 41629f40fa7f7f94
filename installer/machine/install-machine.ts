/**
 * The flow of every install, with no I/O in it: front ends send events and read snapshots, actors do the work.
 * Secrets never enter the context: `validate` keeps them with the actors (install-actors.ts).
 */
import { assign, fromPromise, setup, type ActorRef, type Snapshot } from 'xstate';
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Progress } from '../../shared/plan/progress.ts';
import type { Asked } from '../planner/plan-install.ts';
import { describeFailure, type Failure } from './failure.ts';

/** A spec as it was given: its bytes and what to call it in findings. */
export interface GivenSpec { file: string; bytes: Uint8Array }

export type Validated = { ok: true; asked: Asked } | { ok: false; findings: Finding[] };
export type Planned =
  | { outcome: 'plan'; plan: Plan; resumes: boolean }
  | { outcome: 'refused'; findings: Finding[] }
  /** This very plan has been carried out on this disk. */
  | { outcome: 'installed'; plan: Plan };

/** Fraction of the whole, 0 to 1, and what runs now. */
export interface MeasuringProgress { fraction: number; label: string }

export type InstallEvent =
  | { type: 'spec.given'; given: GivenSpec }
  /** The hash says which plan was looked at: a plan that changed meanwhile is not confirmed by an old click. */
  | { type: 'install.confirmed'; planHash: string }
  /** Back to the questions: the plan is not what was wanted, or an answer has changed. */
  | { type: 'plan.left' }
  /** This plan was being carried out when the process that did it ended. */
  | { type: 'install.interrupted'; failure: Failure }
  | { type: 'measuring.progressed'; progress: MeasuringProgress }
  | { type: 'install.progressed'; progress: Progress }
  | { type: 'install.cancelled' }
  | { type: 'install.retried' }
  | { type: 'install.restarted' }
  | { type: 'logs.requested'; to: string };

export interface InstallContext {
  machine?: Machine;
  given?: GivenSpec;
  asked?: Asked;
  measuring?: MeasuringProgress | undefined;
  /** Undefined when the choice of a model did not need one, or could not have one. */
  measurement?: Measurement | undefined;
  plan?: Plan;
  resumes: boolean;
  alreadyInstalled: boolean;
  /** Why the last spec was refused, and by whom. */
  findings: { by: 'spec' | 'machine'; list: Finding[] } | undefined;
  progress?: Progress | undefined;
  failure?: Failure | undefined;
  logsAt?: string;
}

type Parent = ActorRef<Snapshot<unknown>, InstallEvent>;

function notProvided(): Promise<never> {
  return Promise.reject(new Error('this actor was not provided'));
}

export const installMachine = setup({
  types: { context: {} as InstallContext, events: {} as InstallEvent },
  actors: {
    probe: fromPromise<Machine>(notProvided),
    validate: fromPromise<Validated, GivenSpec>(notProvided),
    measure: fromPromise<Measurement | undefined, { machine: Machine; asked: Asked; parent: Parent }>(notProvided),
    plan: fromPromise<Planned, { machine: Machine; asked: Asked; measurement?: Measurement | undefined }>(notProvided),
    install: fromPromise<void, { plan: Plan; machine: Machine; measurement?: Measurement | undefined; parent: Parent }>(notProvided),
    saveLogs: fromPromise<string, { to: string }>(notProvided),
  },
  guards: {
    confirmsThisPlan: ({ context, event }) => event.type === 'install.confirmed' && event.planHash === context.plan?.hash,
    canResume: ({ context }) => context.plan !== undefined && context.failure?.resumable === true,
  },
}).createMachine({
  id: 'install',
  initial: 'probing',
  context: { resumes: false, alreadyInstalled: false, findings: undefined },
  states: {
    probing: {
      invoke: {
        src: 'probe',
        onDone: { target: 'asking', actions: assign({ machine: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => describeFailure(event.error) }) },
      },
    },
    asking: {
      on: {
        'spec.given': { target: 'validating', actions: assign({ given: ({ event }) => event.given, findings: undefined }) },
        'install.restarted': 'probing',
      },
    },
    validating: {
      invoke: {
        src: 'validate',
        input: ({ context }) => required(context.given),
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'measuring', actions: assign({ asked: ({ event }) => (event.output.ok ? event.output.asked : undefined) }) },
          { target: 'asking', actions: assign({ findings: ({ event }) => (event.output.ok ? undefined : { by: 'spec', list: event.output.findings }) }) },
        ],
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => describeFailure(event.error) }) },
      },
      on: { 'plan.left': 'asking' },
    },
    // Before planning, because sizes follow from the model, and the model from how fast this machine is.
    measuring: {
      entry: assign({ measuring: undefined, measurement: undefined }),
      invoke: {
        src: 'measure',
        input: ({ context, self }) => ({ machine: required(context.machine), asked: required(context.asked), parent: self as Parent }),
        onDone: { target: 'planning', actions: assign({ measurement: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => describeFailure(event.error) }) },
      },
      on: {
        'measuring.progressed': { actions: assign({ measuring: ({ event }) => event.progress }) },
        'plan.left': 'asking',
        'install.cancelled': { target: 'failed', actions: assign({ failure: () => describeFailure(new DOMException('cancelled', 'AbortError')) }) },
      },
    },
    planning: {
      invoke: {
        src: 'plan',
        input: ({ context }) => ({ machine: required(context.machine), asked: required(context.asked), measurement: context.measurement }),
        onDone: [
          { guard: ({ event }) => event.output.outcome === 'plan', target: 'reviewing', actions: assign(({ event }) => (event.output.outcome === 'plan' ? { plan: event.output.plan, resumes: event.output.resumes } : {})) },
          { guard: ({ event }) => event.output.outcome === 'installed', target: 'finished', actions: assign(({ event }) => (event.output.outcome === 'installed' ? { plan: event.output.plan, alreadyInstalled: true } : {})) },
          { target: 'asking', actions: assign({ findings: ({ event }) => (event.output.outcome === 'refused' ? { by: 'machine', list: event.output.findings } : undefined) }) },
        ],
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => describeFailure(event.error) }) },
      },
      on: { 'plan.left': 'asking' },
    },
    reviewing: {
      on: {
        'plan.left': 'asking',
        'install.interrupted': { target: 'failed', actions: assign({ failure: ({ event }) => event.failure }) },
        'install.confirmed': { guard: 'confirmsThisPlan', target: 'installing' },
        'spec.given': { target: 'validating', actions: assign({ given: ({ event }) => event.given, findings: undefined }) },
        'install.restarted': 'probing',
      },
    },
    installing: {
      entry: assign({ failure: undefined }),
      invoke: {
        src: 'install',
        input: ({ context, self }) => ({ plan: required(context.plan), machine: required(context.machine), measurement: context.measurement, parent: self as Parent }),
        onDone: 'finished',
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => describeFailure(event.error) }) },
      },
      on: {
        'install.progressed': { actions: assign({ progress: ({ event }) => event.progress }) },
        'install.cancelled': { target: 'failed', actions: assign({ failure: () => describeFailure(new DOMException('cancelled', 'AbortError')) }) },
      },
    },
    failed: {
      initial: 'waiting',
      states: {
        waiting: { on: { 'logs.requested': 'savingLogs' } },
        savingLogs: {
          invoke: {
            src: 'saveLogs',
            input: ({ event }) => ({ to: event.type === 'logs.requested' ? event.to : '' }),
            onDone: { target: 'waiting', actions: assign({ logsAt: ({ event }) => event.output }) },
            onError: { target: 'waiting', actions: assign({ failure: ({ context, event }) => (context.failure ? { ...context.failure, logs: describeFailure(event.error).message } : describeFailure(event.error)) }) },
          },
        },
      },
      on: {
        // Retry is resume: the journal says what is done, and every step converges when it runs twice.
        'install.retried': { guard: 'canResume', target: 'installing' },
        'install.restarted': 'probing',
      },
    },
    finished: { type: 'final' },
  },
});

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the machine reached a state without what it needs');
  return value;
}
