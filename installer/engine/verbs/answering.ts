/** Answers and the two secrets. What a plan was made of is never changed under it: a new answer leaves the review. */
import type { PasswordJudgement, Verb } from '../../../shared/protocol/request.ts';
import type { Answers } from '../../../shared/protocol/answers.ts';
import { concealNetwork } from '../answered-spec.ts';
import type { Client } from '../clients.ts';
import { stateOf, type Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';
import { forgetFault } from './networking.ts';
import { refusePassphrase } from '../../../shared/spec/passphrase-rule.ts';
import { followLanguage, judgePassphrase, judgePassword } from '../wizard.ts';

type Named<Name extends Verb['type']> = Extract<Verb, { type: Name }>;

export function setAnswers(session: Session, { section, value }: Named<'answers.set'>, client: Client): void {
  const { held, answered, secrets } = session;
  const next: Answers = { ...held.answers, [section]: value };
  // Region, keyboard and time zone come along with a language, as long as nobody chose them and no plan is made of them.
  if (['probing', 'asking'].includes(stateOf(session))) next.welcome = followLanguage(held.answers.welcome, next.welcome);
  // What is true of password and passphrase is known here.
  next.you = { ...next.you, hasPassword: held.answers.you.hasPassword };
  next.storage = { ...next.storage, hasPassphrase: held.answers.storage.hasPassphrase };
  if (!onlyLooks(held.answers, next, section)) readyForAnswers(session);
  if (section === 'network') {
    const concealed = concealNetwork(next.network, secrets.network);
    next.network = concealed.network;
    secrets.network = concealed.secrets;
    if (concealed.isNewProxy) session.proxyGiver = client;
    keepSecrets(session);
    forgetFault(session);
  }
  followKeyboard(session, held.answers.welcome.keyboard, next.welcome.keyboard);
  held.answers = next;
  session.tellReader();
  answered.add(section);
  changed(session);
}

function followKeyboard({ system, log }: Session, before: Answers['welcome']['keyboard'], now: Answers['welcome']['keyboard']): void {
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  system.setKeyboard(now).catch((error: unknown) => { log(`the keyboard stays as it is: ${error instanceof Error ? error.message : String(error)}`); });
}

export async function setSecret(session: Session, { name, value }: Named<'secret.set'>): Promise<void> {
  readyForAnswers(session);
  await (name === 'password' ? setPassword : setPassphrase)(session, value);
  keepSecrets(session);
  changed(session);
}

async function setPassword(session: Session, value: string | null): Promise<void> {
  const { refused } = value === null ? {} : await judgePassword(value, session.held.answers.you.name);
  if (refused !== undefined) throw new VerbError(refused, 'this password cannot be taken', 'Choose another one.');
  const hash = value === null ? undefined : await session.system.hashPassword(value);
  readyForAnswers(session); // Hashing takes a while.
  if (hash === undefined) delete session.secrets.passwordHash;
  else session.secrets.passwordHash = hash;
  session.held.answers = { ...session.held.answers, you: { ...session.held.answers.you, hasPassword: hash !== undefined } };
}

function setPassphrase(session: Session, value: string | null): void {
  const refusal = value === null ? undefined : refusePassphrase(value);
  if (refusal) throw new VerbError(refusal.code, refusal.message, 'Choose another one.');
  if (value === null) delete session.secrets.passphrase;
  else session.secrets.passphrase = value;
  session.held.answers = { ...session.held.answers, storage: { ...session.held.answers.storage, hasPassphrase: value !== null } };
}

export function judgeSecret({ held }: Session, { name, value }: Named<'secret.judge'>): Promise<PasswordJudgement> {
  return name === 'password' ? judgePassword(value, held.answers.you.name) : judgePassphrase(value);
}

function keepSecrets({ keeper, secrets: { network, ...secrets } }: Session): void {
  keeper.keepSecrets({ ...secrets, network: [...network] });
}

function changed(session: Session): void {
  session.held.refused = undefined;
  session.reconsider();
  session.publisher.atOnce();
}

/** The wizard's own language and its look may change at any time: no plan depends on them. */
function onlyLooks(before: Answers, after: Answers, section: keyof Answers): boolean {
  const targets = ({ locale, keyboard, timezone }: Answers['welcome']): string => JSON.stringify([locale, keyboard, timezone]);
  return section === 'welcome' && targets(before.welcome) === targets(after.welcome);
}

function readyForAnswers(session: Session): void {
  const state = stateOf(session);
  switch (state) {
    case 'probing': case 'asking': return;
    case 'validating': case 'measuring': case 'planning': case 'reviewing': session.actor.send({ type: 'plan.left' }); return;
    case 'installing': throw new VerbError('not-now', 'the installation runs, and its answers are what they are');
    case 'failed': throw new VerbError('not-now', 'the installation has stopped, and goes on only with the answers it was begun with', 'Start over to change them.');
    case 'finished': throw new VerbError('not-now', 'the system is installed; its answers are what they were');
  }
}
