/** Keeps every answer at once, and looks ahead when they have come to rest: disks, models, the plan in short. The newest answers win. */
import { offersOf } from './offers.ts';
import { machineOf, type Session } from './session.ts';

export interface Considering {
  /** Not with every letter that is typed. */
  soon(): void;
  stop(): void;
}

const restMilliseconds = 100;

export function openConsidering(session: Session): Considering {
  let timer: NodeJS.Timeout | undefined;
  let newest = 0;
  const now = async (): Promise<void> => {
    clearTimeout(timer);
    const own = ++newest;
    const { held, publisher } = session;
    const machine = machineOf(session);
    if (!machine) return;
    try {
      const offers = await offersOf(session, machine);
      if (own === newest) held.offers = offers;
    } catch (error) {
      // A fault of ours in looking ahead must not take the answers with it.
      session.log(`looking ahead failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      held.offers = { ...held.offers, preview: { ok: false, findings: [{ severity: 'error', code: 'internal', path: '', message: `what this would come to cannot be said: ${String(error)}` }] } };
    }
    publisher.atOnce();
  };
  return {
    soon() {
      const { keeper, held: { answers, asked, measurement } } = session;
      keeper.keep({ answers, asked, ...(measurement ? { measurement } : {}) });
      clearTimeout(timer);
      timer = setTimeout(() => { void now(); }, restMilliseconds);
    },
    stop() {
      clearTimeout(timer);
      newest += 1;
    },
  };
}
