/**
 * The one process with privileges: hosts the install machine, keeps the answers, tells every client what changed.
 * Clients come and go, and nothing depends on one being there.
 */
import { createActor } from 'xstate';
import type { Request } from '../../shared/protocol/request.ts';
import type { Message } from '../../shared/protocol/snapshot.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { describeFailure } from '../machine/failure.ts';
import type { InstallContext, installMachine } from '../machine/install-machine.ts';
import { openClients, type Client } from './clients.ts';
import { emptyMachine } from './empty-machine.ts';
import { keepNothing, type Keeper, type Left } from './kept.ts';
import type { LogLines } from './log-lines.ts';
import { offersOf } from './offers.ts';
import { openPublisher } from './publisher.ts';
import { machineOf, stateOf, type Session } from './session.ts';
import { snapshotFrom, type State } from './snapshot-from.ts';
import { openStepClock } from './step-clock.ts';
import type { LiveSystem } from './system/live-system.ts';
import { VerbError } from './verb-error.ts';
import { perform } from './verbs/index.ts';
import { watchNetwork } from './network/watch-network.ts';
import { choicesOf, defaultAnswers, localFinding } from './wizard.ts';
import { sections } from '../../shared/protocol/answers.ts';

export interface EngineOptions {
  /** Given what the engine knows by then, and told what runs. */
  machine: (hooks: EngineHooks) => typeof installMachine;
  system: LiveSystem;
  catalogue: Catalogue;
  lines: LogLines;
  log: (line: string) => void;
  keeper?: Keeper;
  /** What an engine before this one kept. */
  left?: Left | undefined;
  simulation?: { machine: string };
  /** Told of every snapshot of the machine. */
  onState?: (state: State, context: InstallContext) => void;
}

export interface EngineHooks {
  measured: () => Promise<Measurement | undefined>;
  onInstall: (running: Promise<void>) => void;
}

export interface Connection {
  ask(request: Request): Promise<Extract<Message, { type: 'reply' }>>;
  close(): void;
}

export interface Engine {
  readonly state: State;
  readonly session: Session;
  /** The snapshot comes at once. */
  connect(client: Client): Connection;
  /** Ends what runs, as a cancelled install ends. */
  stop(): Promise<void>;
}

export function startEngine(options: EngineOptions): Engine {
  const session = openSession(options);
  const network = watchNetwork(session);
  session.checkNetwork = network.check;
  follow(session, options);
  session.actor.start();
  return {
    get state() { return stateOf(session); },
    session,
    connect: (client) => connect(session, client, network.look),
    async stop() {
      session.measuring?.stop.abort();
      network.stop();
      session.actor.stop();
      session.publisher.stop();
      await session.running.catch(() => undefined);
      await session.keeper.settled();
    },
  };
}

function openSession({ machine, system, catalogue, lines, log, keeper = keepNothing, left, simulation }: EngineOptions): Session {
  const clients = openClients();
  const clock = openStepClock(() => performance.now() / 1000);
  const session: Session = {
    system, catalogue, clients, lines, log, keeper,
    actor: createActor(machine({
      measured: async () => (session.measuring ? session.measuring.done : session.held.measurement),
      onInstall: (running) => { session.running = running.catch(() => undefined); },
    })),
    publisher: openPublisher(clients, () => snapshotFrom(stateOf(session), session.actor.getSnapshot().context, session.held)),
    held: {
      answers: left?.answers ?? defaultAnswers(emptyMachine), asked: left?.asked ?? [...sections], choices: choicesOf(), offers: { disks: [] },
      network: { interfaces: [], checking: false, checks: [] }, seconds: clock.seconds, ...(left?.measurement ? { measurement: left.measurement } : {}), ...(simulation ? { simulation } : {}),
    },
    secrets: left?.passwordHash === undefined ? {} : { passwordHash: left.passwordHash },
    answered: new Set(left ? sections : []), running: Promise.resolve(), measuring: undefined,
    checkNetwork: () => undefined, reconsider: () => { considerSoon(session); },
  };
  session.actor.subscribe(({ context, value }) => { clock.at(value === 'installing' ? context.progress?.stepId : undefined); });
  return session;
}

/** Publishes, and remembers at each change of state what clients want to know of it later. */
function follow(session: Session, { onState, log }: EngineOptions): void {
  let before: State | undefined;
  let began = 0;
  session.actor.subscribe(({ context }) => {
    const state = stateOf(session);
    onState?.(state, context);
    if (state === before) {
      session.publisher.soon();
      return;
    }
    if (before !== undefined) log(`state: ${state}`);
    if (state === 'installing') {
      began = performance.now();
      session.held.startedAt = new Date().toISOString();
      session.held.logs = session.held.logsFailed = undefined;
    }
    if (state === 'finished' && before === 'installing') session.held.installSeconds = Math.round((performance.now() - began) / 1000);
    if (state === 'asking') arriveAtQuestions(session, before, context);
    if (state === 'failed') log(`failed: ${context.failure?.message ?? 'for an unknown reason'}`);
    before = state;
    session.publisher.atOnce();
  });
}

function arriveAtQuestions(session: Session, before: State | undefined, { machine, findings }: InstallContext): void {
  const { held, answered } = session;
  if (before === 'probing' && machine) {
    const defaults = defaultAnswers(machine);
    const known = Object.fromEntries(Object.entries(held.answers).filter(([section]) => answered.has(section as never)));
    held.answers = { ...defaults, ...known };
    consider(session);
    session.checkNetwork();
  }
  const { offers: { ai, disks }, answers } = held;
  held.refused = findings && machine ? findings.list.map((finding) => localFinding(finding, { machine, answers, ai, disks })) : undefined;
}

const restMilliseconds = 100;

/** Not with every letter that is typed. */
function considerSoon(session: Session): void {
  clearTimeout(resting.get(session));
  resting.set(session, setTimeout(() => {
    consider(session);
    session.publisher.atOnce();
  }, restMilliseconds));
}
const resting = new WeakMap<Session, NodeJS.Timeout>();

function consider(session: Session): void {
  const { held, secrets, catalogue, keeper } = session;
  const machine = machineOf(session);
  keeper.keep({ answers: held.answers, asked: held.asked, ...(held.measurement ? { measurement: held.measurement } : {}) });
  if (!machine) return;
  try {
    held.offers = offersOf({ machine, answers: held.answers, secrets, catalogue, measurement: held.measurement });
  } catch (error) {
    // A fault of ours in looking ahead must not take the answers with it.
    session.log(`looking ahead failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    held.offers = { ...held.offers, preview: { ok: false, findings: [{ severity: 'error', code: 'internal', path: '', message: `what this would come to cannot be said: ${describeFailure(error).message}` }] } };
  }
}

function connect(session: Session, client: Client, look: () => void): Connection {
  session.clients.add(client);
  session.publisher.atOnce();
  look();
  return {
    async ask({ id, ...verb }) {
      try {
        const value = await perform(session, client, verb);
        return { type: 'reply', id, ok: true, ...(value === undefined ? {} : { value }) };
      } catch (error) {
        const { code, message, action } = refusalOf(error);
        if (!(error instanceof VerbError)) session.log(`${verb.type} failed: ${message}`);
        return { type: 'reply', id, ok: false, error: { code, message, ...(action === undefined ? {} : { action }) } };
      } finally {
        // Taking control changes no state of the machine and is seen by everybody.
        session.publisher.atOnce();
      }
    },
    close() {
      session.clients.remove(client);
      session.publisher.forget(client);
      session.publisher.atOnce();
    },
  };
}

function refusalOf(error: unknown): { code: string; message: string; action?: string | undefined } {
  return error instanceof VerbError ? error : describeFailure(error);
}
