/** The parts of one running engine, for the verbs to work on. Its secrets are the hash of the password, the disk's passphrase, wireless keys and the proxy's password, and nothing but a spec is made of them. */
import type { ActorRefFrom } from 'xstate';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { Section } from '../../shared/protocol/answers.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { installMachine } from '../machine/install-machine.ts';
import type { Client, Clients } from './clients.ts';
import type { Held } from './held.ts';
import type { Keeper } from './kept.ts';
import type { LogLines } from './log-lines.ts';
import type { Publisher } from './publisher.ts';
import type { State } from './snapshot-from.ts';
import type { LiveSystem } from './system/live-system.ts';

export interface Session {
  actor: ActorRefFrom<typeof installMachine>;
  system: LiveSystem;
  catalogue: Catalogue;
  clients: Clients;
  publisher: Publisher;
  lines: LogLines;
  log: (line: string) => void;
  keeper: Keeper;
  held: Held;
  /** `network`: wireless keys and the proxy's password by the names that stand in their place. */
  secrets: { passwordHash?: string; passphrase?: string; network: ReadonlyMap<string, string> };
  /** The window that the proxy's password was typed in. */
  proxyGiver?: Client | undefined;
  /** A user-data file with sections left open: what it says beside them stays. */
  base?: InstallSpec | undefined;
  /** Sections that somebody has answered: the defaults of a machine that was found later leave them alone. */
  answered: Set<Section>;
  /** The install that runs or unwinds: a cancelled one still unmounts. */
  running: Promise<unknown>;
  measuring: { done: Promise<Measurement | undefined>; stop: AbortController } | undefined;
  /** The screen reader follows the answers, where there is one. */
  tellReader: () => void;
  /** Looks at what can be reached, once more. */
  checkNetwork: () => void;
  /** Makes the offers again, once the answers have come to rest. */
  reconsider: () => void;
}

export function stateOf({ actor }: Session): State {
  const { value } = actor.getSnapshot();
  return typeof value === 'string' ? value : 'failed';
}

export function machineOf({ actor }: Session): Machine | undefined {
  return actor.getSnapshot().context.machine;
}
