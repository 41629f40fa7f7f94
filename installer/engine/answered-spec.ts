/** The spec that the answers are, with or without what clients never see: the password's hash, the disk's passphrase, wireless keys, the proxy's password. */
import { takeSecrets } from '../../shared/spec/take-secrets.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Answers, NetworkAnswers } from '../../shared/protocol/answers.ts';
import { revealAll, revealer } from '../../shared/system/secrets.ts';
import { concealProxy, proxyPassword } from './proxy-password.ts';
import type { Session } from './session.ts';
import { machineOf } from './session.ts';
import { emptyMachine } from './empty-machine.ts';
import { specFromAnswers, type AnsweredSecrets } from './wizard.ts';

export function specOf(session: Session, { withSecrets }: { withSecrets: boolean }): InstallSpec {
  const { held, secrets, base } = session;
  const machine = machineOf(session) ?? emptyMachine;
  if (!withSecrets) return specFromAnswers(held.answers, {}, { machine, base });
  return specFromAnswers(revealAnswers(held.answers, secrets.network), answeredSecrets(session), { machine, base });
}

export function answeredSecrets({ secrets: { network: _network, ...answered } }: Session): AnsweredSecrets {
  return answered;
}

export function revealAnswers(answers: Answers, known: ReadonlyMap<string, string>): Answers {
  return known.size === 0 ? answers : { ...answers, network: revealAll(answers.network, revealer(known)) as NetworkAnswers };
}

/**
 * Wireless keys and the proxy's password become references. One that comes back as its reference, because a window sent what it was shown, stays what it was.
 * Throws for a reference that nobody gave out.
 */
export function concealNetwork(network: NetworkAnswers, known: ReadonlyMap<string, string>): { network: NetworkAnswers; secrets: Map<string, string>; isNewProxy: boolean } {
  const { spec, secrets: taken } = takeSecrets({ ...(network.spec === undefined ? {} : { network: network.spec }) } as InstallSpec);
  const reveal = revealer(known);
  const secrets = new Map([...taken].map(([name, value]) => [name, reveal(value)]));
  const { proxy, password, isNew } = concealProxy(network.proxy ?? '', known);
  if (password !== undefined) secrets.set(proxyPassword, password);
  return {
    network: { ...network, ...(network.spec === undefined ? {} : { spec: spec.network }), ...(network.proxy === undefined ? {} : { proxy }) },
    secrets, isNewProxy: isNew,
  };
}
