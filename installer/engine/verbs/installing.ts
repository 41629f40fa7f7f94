/** From answers to a plan, from a confirmed plan to an installation, and back. */
import type { Verb } from '../../../shared/protocol/request.ts';
import { machineOf, stateOf, type Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';
import { specOf } from '../answered-spec.ts';
import { planView, userDataText } from '../wizard.ts';

/** What findings call the answers, where they would name a file. */
export const answersFile = 'answers';

export function makePlan(session: Session): void {
  inState(session, ['asking', 'reviewing']);
  const { actor, held } = session;
  if (!machineOf(session)) throw new VerbError('not-now', 'the machine is not known yet', 'Wait until it was looked at.');
  held.refused = undefined;
  actor.send({ type: 'spec.given', given: { file: answersFile, bytes: new TextEncoder().encode(userDataText(specOf(session, { withSecrets: true }))) } });
}

export function leavePlan(session: Session): void {
  inState(session, ['validating', 'measuring', 'planning', 'reviewing']);
  session.actor.send({ type: 'plan.left' });
}

/** Both must be echoed: an old click is bound to the plan it was made for, and the disk was looked at. */
export async function confirmInstall(session: Session, { planHash, disk }: Extract<Verb, { type: 'install.confirm' }>): Promise<void> {
  inState(session, ['reviewing']);
  const { plan, resumes } = session.actor.getSnapshot().context;
  if (!plan) throw new VerbError('not-now', 'there is no plan to confirm');
  if (planHash !== plan.hash) throw new VerbError('plan-changed', 'this is not the plan that was looked at', 'Look at the plan again.');
  const { diskName } = planView(plan, { resumes });
  if (disk !== diskName) throw new VerbError('wrong-disk', `what was typed is not the name of this disk, which is ${diskName}`, 'Compare it with the label of the disk.');
  // Should this process end in the middle, the next one needs the answers to go on.
  await session.keeper.settled();
  inState(session, ['reviewing']);
  session.log(`the plan ${plan.hash.slice(0, 12)} was confirmed for ${plan.disk.title}`);
  session.actor.send({ type: 'install.confirmed', planHash });
}

export function cancelInstall(session: Session): void {
  if (inState(session, ['measuring', 'installing']) === 'measuring') session.actor.send({ type: 'plan.left' });
  else session.actor.send({ type: 'install.cancelled' });
}

export async function retryInstall(session: Session): Promise<void> {
  inState(session, ['failed']);
  const { plan, failure } = session.actor.getSnapshot().context;
  if (!plan || failure?.resumable !== true) throw new VerbError('not-resumable', 'this installation cannot go on where it stopped', 'Start over.');
  await session.running; // The target must be unmounted before it is mounted again.
  inState(session, ['failed']);
  session.actor.send({ type: 'install.retried' });
}

export async function restartInstall(session: Session): Promise<void> {
  const states = ['asking', 'reviewing', 'failed'] as const;
  inState(session, states);
  await session.running;
  inState(session, states);
  session.actor.send({ type: 'install.restarted' });
}

export function probeAgain(session: Session): void {
  if (inState(session, ['asking', 'reviewing']) === 'reviewing') session.actor.send({ type: 'plan.left' });
  session.actor.send({ type: 'install.restarted' });
}

function inState<S extends ReturnType<typeof stateOf>>(session: Session, states: readonly S[]): S {
  const state = stateOf(session);
  if ((states as readonly string[]).includes(state)) return state as S;
  throw new VerbError('not-now', `this cannot be done while the installer is ${state}`);
}
