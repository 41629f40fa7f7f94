/** Verb -> what it does. The type makes a verb without an entry a compile error; its value is the reply's. */
import { watchersVerbs, type Verb, type VerbName } from '../../../shared/protocol/request.ts';
import type { Client } from '../clients.ts';
import type { Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';
import { judgeSecret, setAnswers, setSecret } from './answering.ts';
import { cancelInstall, confirmInstall, leavePlan, makePlan, probeAgain, restartInstall, retryInstall } from './installing.ts';
import { cancelMeasuring, startMeasuring } from './measuring.ts';
import { applyNetwork, scanWireless } from './networking.ts';
import { findKeys, findVolumes, readLogs, saveLogs, saveSpec, textOfSpec } from './saving.ts';

type VerbOf<Name extends VerbName> = Extract<Verb, { type: Name }>;
type Verbs = { [Name in VerbName]: (session: Session, verb: VerbOf<Name>, client: Client) => unknown };

const verbs: Verbs = {
  // Said before a client is one (transport/): to say it again changes nothing.
  'hello': () => undefined,
  'answers.set': setAnswers, 'secret.set': setSecret, 'secret.judge': judgeSecret,
  'machine.probe': probeAgain, 'measure.start': startMeasuring, 'measure.cancel': cancelMeasuring,
  'network.scan': scanWireless, 'network.apply': applyNetwork, 'keys.find': findKeys,
  'plan.make': makePlan, 'plan.leave': leavePlan,
  'install.confirm': confirmInstall, 'install.cancel': cancelInstall, 'install.retry': retryInstall, 'install.restart': restartInstall,
  'spec.text': textOfSpec, 'spec.save': saveSpec, 'logs.save': saveLogs, 'volumes.find': findVolumes, 'logs.read': readLogs,
  'power': power, 'console.show': showConsole,
  'control.take': ({ clients, log }, _, client) => {
    clients.take(client);
    log(`control was taken by a window ${client.local ? 'at the machine' : 'on the network'}`);
  },
};

/** @throws VerbError when it cannot be done now, by this client or at all */
export async function perform(session: Session, client: Client, verb: Verb): Promise<unknown> {
  if (!watchersVerbs.includes(verb.type) && !session.clients.mayChange(client)) {
    throw new VerbError('not-in-control', 'another window is in control, this one looks on', 'Take control to change something.');
  }
  // The table is exhaustive by type; TypeScript cannot see that a verb and its entry are of one kind.
  return await (verbs[verb.type] as (session: Session, verb: Verb, client: Client) => unknown)(session, verb, client);
}

async function power({ actor, system, log }: Session, { action }: VerbOf<'power'>): Promise<void> {
  const { value } = actor.getSnapshot();
  if (value !== 'finished' && typeof value === 'string') throw new VerbError('not-now', 'the machine is switched off or restarted only after the installation', 'Wait for its end, or cancel it first.');
  log(`the machine is to ${action === 'reboot' ? 'restart' : 'switch off'}`);
  await system.power(action);
}

async function showConsole({ system }: Session, _: VerbOf<'console.show'>, { local }: Client): Promise<void> {
  if (!local) throw new VerbError('only-local', 'the console is in front of the machine, and this window is not', 'Go to the machine and press Ctrl+Alt+F2.');
  await system.showConsole();
}
