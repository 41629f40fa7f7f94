/** What the engine holds besides the machine's own context: what was said, what follows from it, what was seen. No secret is in it. */
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Answers, Section } from '../../shared/protocol/answers.ts';
import type { AiOffer, Choices, DiskOffer, LocalFinding, NetworkState, Preview, Snapshot } from '../../shared/protocol/snapshot.ts';

/** Pure: what the answers as they are would come to. */
export interface Offers {
  disks: DiskOffer[];
  drivers?: Snapshot['drivers'];
  ai?: AiOffer;
  preview?: Preview;
}

export interface Held {
  simulation?: { machine: string };
  answers: Answers;
  asked: Section[];
  choices: Choices;
  screenReader?: true;
  offers: Offers;
  /** Why the last plan was refused; until an answer changes. */
  refused?: LocalFinding[] | undefined;
  measuring?: { fraction: number; label: string } | undefined;
  measurement?: Measurement | undefined;
  network: NetworkState;
  /** When the install began, on a clock that never jumps, in milliseconds. */
  began?: number | undefined;
  /** The same as an ISO time. */
  startedAt?: string | undefined;
  seconds: ReadonlyMap<string, number>;
  installSeconds?: number | undefined;
  /** By an engine before this one, since the machine was started. */
  installedBefore?: boolean;
  logs?: string | undefined;
  logsFailed?: string | undefined;
}
