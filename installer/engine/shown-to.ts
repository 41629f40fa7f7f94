/** The snapshot as one client may see it: with the proxy's password only where it was typed. */
import type { Snapshot } from '../../shared/protocol/snapshot.ts';
import type { Client } from './clients.ts';
import { proxyPassword, showProxy } from './proxy-password.ts';
import type { Session } from './session.ts';
import type { SharedSnapshot } from './snapshot-from.ts';

export function shownTo({ secrets, proxyGiver }: Session, client: Client, shared: SharedSnapshot): SharedSnapshot {
  const { answers, answers: { network } } = shared;
  if (network.proxy === undefined) return shared;
  const proxy = showProxy(network.proxy, client === proxyGiver ? secrets.network.get(proxyPassword) : undefined);
  return proxy === network.proxy ? shared : { ...shared, answers: { ...answers, network: { ...network, proxy } } satisfies Snapshot['answers'] };
}
