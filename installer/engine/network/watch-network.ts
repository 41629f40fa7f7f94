/** Keeps the picture of the network fresh while somebody looks, and checks what can be reached when it changes. */
import { revealAnswers } from '../answered-spec.ts';
import type { Session } from '../session.ts';
import { machineOf, stateOf } from '../session.ts';

export interface NetworkWatch {
  /** Addresses only: cheap. */
  look(): void;
  /** Also what can be reached. */
  check(): void;
  stop(): void;
}

const everyMilliseconds = 5000;
const checkMilliseconds = 30_000;

export function watchNetwork(session: Session): NetworkWatch {
  let addresses = '';
  let checking: AbortController | undefined;
  const look = async (): Promise<void> => {
    const machine = machineOf(session);
    if (!machine || session.clients.all().length === 0) return;
    const interfaces = await session.system.interfaces(machine);
    session.held.network = { ...session.held.network, interfaces };
    session.publisher.soon();
    const now = interfaces.flatMap(({ name, addresses: own }) => own.map((address) => `${name} ${address}`)).join(' ');
    if (now === addresses) return;
    addresses = now;
    if (stateOf(session) === 'asking') await check();
  };
  const check = async (): Promise<void> => {
    checking?.abort();
    const own = checking = new AbortController();
    const { held, system, secrets, publisher } = session;
    held.network = { ...held.network, checking: true };
    publisher.soon();
    const chosen = held.offers.ai?.candidates.find(({ model: { id } }) => id === held.answers.ai.model || id === held.offers.ai?.automatic?.model);
    const checks = await system.checkNetwork({ proxy: revealAnswers(held.answers, secrets.network).network.proxy, modelUrl: chosen?.model.file.sources[0] }, AbortSignal.any([own.signal, AbortSignal.timeout(checkMilliseconds)]));
    if (own.signal.aborted) return;
    held.network = { ...held.network, checking: false, checks };
    publisher.soon();
  };
  const quietly = (action: () => Promise<void>) => (): void => {
    action().catch((error: unknown) => {
      session.held.network = { ...session.held.network, checking: false };
      session.log(`the network could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const timer = setInterval(quietly(look), everyMilliseconds);
  timer.unref();
  return {
    look: quietly(look), check: quietly(async () => { await look(); await check(); }),
    stop() {
      clearInterval(timer);
      checking?.abort();
    },
  };
}
