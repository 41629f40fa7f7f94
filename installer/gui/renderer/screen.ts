/** What a screen gets: the engine's snapshot to read, one function to ask the engine, one to speak the language. */
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import type { Verb } from '../../../shared/protocol/request.ts';
import type { StepId } from './screens/index.ts';

export interface ScreenProps {
  snapshot: Snapshot;
  /** Resolves with the reply's value, rejects with an EngineError. */
  ask: (verb: Verb) => Promise<unknown>;
  /** Opens another screen, for links such as "change". */
  go?: (to: StepId) => void;
}
