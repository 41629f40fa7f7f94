import type { Verb, WirelessNetwork } from '../../../shared/protocol/request.ts';
import { revealAnswers } from '../answered-spec.ts';
import { machineOf, stateOf, type Session } from '../session.ts';
import { VerbError } from '../verb-error.ts';

export async function applyNetwork(session: Session): Promise<void> {
  const machine = machineOf(session);
  if (!machine || stateOf(session) !== 'asking') throw new VerbError('not-now', 'the network is set while questions are asked');
  session.log(`the network of the live system is to be ${session.held.answers.network.kind}`);
  try {
    await session.system.applyNetwork(machine, revealAnswers(session.held.answers, session.secrets.network).network);
  } finally {
    session.checkNetwork();
  }
}

export async function scanWireless(session: Session, { device }: Extract<Verb, { type: 'network.scan' }>): Promise<WirelessNetwork[]> {
  const nic = machineOf(session)?.nics.find(({ name }) => name === device);
  if (!nic?.wireless) throw new VerbError('no-radio', `${device} is no wireless interface of this machine`);
  return session.system.scanWireless(device);
}
