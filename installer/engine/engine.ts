/**
 * The one process with privileges: hosts the install machine, keeps the answers, tells every client what changed.
 * Clients come and go, and nothing depends on one being there.
 */
import { createActor } from 'xstate';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { sections } from '../../shared/protocol/answers.ts';
import type { Request } from '../../shared/protocol/request.ts';
import type { Message } from '../../shared/protocol/snapshot.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { describeFailure } from '../machine/failure.ts';
import type { installMachine } from '../machine/install-machine.ts';
import { openClients, type Client } from './clients.ts';
import { openConsidering } from './consider.ts';
import { emptyMachine } from './empty-machine.ts';
import { follow, type FollowOptions } from './follow.ts';
import { keepNothing, type Keeper, type Left } from './kept.ts';
import type { LogLines } from './log-lines.ts';
import { watchNetwork } from './network/watch-network.ts';
import { openPublisher } from './publisher.ts';
import { offerReader } from './reader.ts';
import { stateOf, type Session } from './session.ts';
import { shownTo } from './shown-to.ts';
import { snapshotFrom, type State } from './snapshot-from.ts';
import { openStepClock } from './step-clock.ts';
import type { LiveSystem } from './system/live-system.ts';
import { VerbError } from './verb-error.ts';
import { perform } from './verbs/index.ts';
import { choicesOf, defaultAnswers } from './wizard.ts';

export interface EngineOptions extends FollowOptions {
  /** Given what only the engine knows, and tells it what runs. */
  machine: (hooks: EngineHooks) => typeof installMachine;
  system: LiveSystem;
  catalogue: Catalogue;
  lines: LogLines;
  log: (line: string) => void;
  keeper?: Keeper;
  /** What an engine before this one kept. */
  left?: Left | undefined;
  /** A user-data file with sections left open. */
  base?: InstallSpec | undefined;
  simulation?: { machine: string };
}

export interface EngineHooks {
  measured: () => Promise<Measurement | undefined>;
  onInstall: (running: Promise<void>) => void;
}

export type Reply = Extract<Message, { type: 'reply' }>;

export interface Connection {
  ask(request: Request): Promise<Reply>;
  close(): void;
}

export interface Engine {
  readonly state: State;
  /** The snapshot comes at once. */
  connect(client: Client): Connection;
  /** Ends what runs, as a cancelled install ends. */
  stop(): Promise<void>;
}

export function startEngine(options: EngineOptions): Engine {
  const session = openSession(options);
  const network = watchNetwork(session);
  const considering = openConsidering(session);
  session.checkNetwork = network.check;
  session.reconsider = considering.soon;
  offerReader(session);
  follow(session, options);
  session.actor.start();
  return {
    get state() { return stateOf(session); },
    connect(client) {
      session.clients.add(client);
      session.publisher.atOnce();
      network.look();
      return { ask: (request) => answer(session, client, request), close: () => { leave(session, client); } };
    },
    async stop() {
      session.measuring?.stop.abort();
      network.stop();
      considering.stop();
      session.actor.stop();
      session.publisher.stop();
      await session.running;
      await session.keeper.settled();
    },
  };
}

function openSession({ machine, system, catalogue, lines, log, keeper = keepNothing, left, base, simulation }: EngineOptions): Session {
  const clients = openClients();
  const clock = openStepClock(() => performance.now() / 1000);
  const { network = [], ...secrets } = left?.secrets ?? {};
  const session: Session = {
    system, catalogue, clients, lines, log, keeper, base,
    actor: createActor(machine({
      measured: async () => (session.measuring ? session.measuring.done : session.held.measurement),
      onInstall: (running) => { session.running = running.catch(() => undefined); },
    })),
    publisher: openPublisher(clients, () => snapshotFrom(stateOf(session), session.actor.getSnapshot().context, session.held), (client, shared) => shownTo(session, client, shared)),
    held: {
      answers: left?.answers ?? defaultAnswers(emptyMachine), asked: left?.asked ?? [...sections], choices: choicesOf(), offers: { disks: [] },
      network: { interfaces: [], checking: false, checks: [] }, seconds: clock.seconds, measurement: left?.measurement, ...(simulation ? { simulation } : {}),
    },
    secrets: { ...secrets, network: new Map(network) },
    answered: new Set(left ? sections : []), running: Promise.resolve(), measuring: undefined,
    tellReader: () => undefined, checkNetwork: () => undefined, reconsider: () => undefined,
  };
  session.actor.subscribe(({ context, value }) => { clock.at(value === 'installing' ? context.progress?.stepId : undefined); });
  return session;
}

async function answer(session: Session, client: Client, { id, ...verb }: Request): Promise<Reply> {
  try {
    const value = await perform(session, client, verb);
    return { type: 'reply', id, ok: true, ...(value === undefined ? {} : { value }) };
  } catch (error) {
    const { code, message, action } = error instanceof VerbError ? error : describeFailure(error);
    if (!(error instanceof VerbError)) session.log(`${verb.type} failed: ${message}`);
    return { type: 'reply', id, ok: false, error: { code, message, ...(action === undefined ? {} : { action }) } };
  } finally {
    // Who took control changes no state of the machine, and everybody sees it.
    session.publisher.atOnce();
  }
}

/** Nothing that runs depends on who looks. */
function leave({ clients, publisher }: Session, client: Client): void {
  clients.remove(client);
  publisher.forget(client);
  publisher.atOnce();
}
