/** Publishes what the machine does, and does what belongs to each change of its state. */
import type { LocalFinding } from '../../shared/protocol/snapshot.ts';
import type { InstallContext } from '../machine/install-machine.ts';
import { concealNetwork } from './answered-spec.ts';
import { failureOfInterrupted, type Interrupted } from './interrupted.ts';
import { showProxy } from './proxy-password.ts';
import { stateOf, type Session } from './session.ts';
import type { State } from './snapshot-from.ts';
import { makePlan } from './verbs/installing.ts';
import { answersFromSpec, defaultAnswers, localFinding } from './wizard.ts';

export interface FollowOptions {
  /** What the engine before this one was doing: its plan is made again and offered to go on with. */
  interrupted?: Interrupted | undefined;
  onState?: ((state: State, context: InstallContext) => void) | undefined;
}

export function follow(session: Session, { interrupted, onState }: FollowOptions): void {
  const { actor, publisher, log } = session;
  let before: State | undefined;
  let left = interrupted;
  if (interrupted?.kind === 'finished') session.held.installedBefore = true;
  const enter: Partial<Record<State, (context: InstallContext) => void>> = {
    asking: (context) => {
      arriveAtQuestions(session, before, context);
      if (!left || before !== 'probing') left = undefined;
      // Not inside of the transition that led here.
      else setImmediate(() => { if (stateOf(session) === 'asking') makePlan(session); });
    },
    reviewing: ({ plan, resumes }) => {
      if (left?.kind === 'stopped' && plan) actor.send({ type: 'install.interrupted', failure: failureOfInterrupted(left, plan, resumes) });
      left = undefined;
    },
    installing: () => { arriveAtInstall(session); },
    failed: ({ failure }) => { log(`failed: ${failure?.message ?? 'for an unknown reason'}`); },
    finished: () => { session.held.installSeconds = session.held.began === undefined ? undefined : Math.round((performance.now() - session.held.began) / 1000); },
  };
  actor.subscribe(({ context }) => {
    const state = stateOf(session);
    onState?.(state, context);
    if (state === before) return publisher.soon();
    if (before !== undefined) log(`state: ${state}`);
    enter[state]?.(context);
    before = state;
    publisher.atOnce();
  });
}

function arriveAtInstall({ held }: Session): void {
  held.began = performance.now();
  held.startedAt = new Date().toISOString();
  held.logs = held.logsFailed = undefined;
}

function arriveAtQuestions(session: Session, before: State | undefined, { machine, findings }: InstallContext): void {
  const { held, base } = session;
  if (!machine) return;
  if (before === 'probing') {
    held.answers = answersFor(session, machine);
    if (base && session.answered.size === 0) held.asked = answersFromSpec(base, machine).asked;
    session.tellReader();
    session.reconsider();
    session.checkNetwork();
  }
  const { offers: { ai, disks }, answers } = held;
  held.refused = findings?.list.map((finding) => withoutLabel(localFinding(finding, { machine, answers, ai, disks })));
}

/** The answers have a reference where the proxy's password is, and a button says that there is one. */
function withoutLabel(finding: LocalFinding): LocalFinding {
  return finding.instead?.section === 'network' ? { ...finding, instead: { ...finding.instead, label: showProxy(finding.instead.label) } } : finding;
}

/** What somebody said stays; the rest is what suits the machine that was found, and a file's keys are kept apart as those are that somebody types. */
function answersFor({ held, answered, secrets, base }: Session, machine: NonNullable<InstallContext['machine']>): Session['held']['answers'] {
  const suited = base ? answersFromSpec(base, machine).answers : defaultAnswers(machine);
  // What makes the wizard easier to use is no matter of the machine.
  const concealed = concealNetwork(suited.network, new Map());
  if (!answered.has('network')) secrets.network = concealed.secrets;
  const usual = { ...suited, network: concealed.network, welcome: { ...suited.welcome, accessibility: held.answers.welcome.accessibility } };
  const said = Object.fromEntries(Object.entries(held.answers).filter(([section]) => answered.has(section as never)));
  return { ...usual, ...said };
}
