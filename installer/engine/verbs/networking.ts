import type { Verb, WirelessNetwork } from '../../../shared/protocol/request.ts';
import { revealAnswers } from '../answered-spec.ts';
import { machineOf, stateOf, type Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';

export async function applyNetwork(session: Session): Promise<void> {
  const { held, system, secrets, publisher } = session;
  const machine = machineOf(session);
  if (!machine || stateOf(session) !== 'asking') throw new VerbError('not-now', 'the network is set while questions are asked');
  if (applying.has(session)) throw new VerbError('not-now', 'the network is being set already', 'Wait until that has ended.');
  const asked = held.answers.network;
  session.log(`the network of the live system is to be ${asked.kind}`);
  applying.add(session);
  forgetFault(session);
  held.network = { ...held.network, checking: true };
  publisher.atOnce();
  try {
    await system.applyNetwork(machine, revealAnswers(held.answers, secrets.network).network);
  } catch (error) {
    if (error instanceof VerbError && error.finding && held.answers.network === asked) held.network = { ...held.network, fault: { ...error.finding, section: 'network' } };
    throw error;
  } finally {
    applying.delete(session);
    held.network = { ...held.network, checking: false };
    session.checkNetwork();
  }
}

/** Two at once would each take the other's files for what was there before. */
const applying = new WeakSet<Session>();

/** It was about answers that are others now. */
export function forgetFault({ held }: Session): void {
  const { fault: _fault, ...network } = held.network;
  held.network = network;
}

export async function scanWireless(session: Session, { device }: Extract<Verb, { type: 'network.scan' }>): Promise<WirelessNetwork[]> {
  const nic = machineOf(session)?.nics.find(({ name }) => name === device);
  if (!nic?.wireless) throw new VerbError('no-radio', `${device} is no wireless interface of this machine`);
  return session.system.scanWireless(device);
}
