/** Which screen is shown: the state of the install decides, and where it leaves a choice, the person. Pure, so that a test can walk every state. */
import type { Section } from '../../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';

type Id = Section | 'machine' | 'review' | 'progress' | 'failed' | 'finished';
/** `connecting`: nothing was heard yet. `probing` and `planning`: the machine works and asks for patience. `open`: the review, when something still keeps a plan from being made. */
export type View = Id | 'connecting' | 'probing' | 'planning' | 'open';

export function viewOf(snapshot: Snapshot | undefined, wanted: Id): View {
  if (!snapshot) return 'connecting';
  switch (snapshot.state) {
    // Looking once more, at the press of a button, leaves the screen where it is.
    case 'probing': return snapshot.machine ? question(wanted) : 'probing';
    case 'asking': return wanted === 'review' ? 'open' : question(wanted);
    case 'validating': case 'measuring': case 'planning': return 'planning';
    case 'reviewing': return 'review';
    case 'installing': return 'progress';
    case 'failed': return 'failed';
    case 'finished': return 'finished';
  }
}

function question(wanted: Id): Id {
  return wanted === 'progress' || wanted === 'failed' || wanted === 'finished' ? 'welcome' : wanted;
}

interface Entry { id: Id; section?: Section }

/** The steps of this install: a section that a user-data file answered is not asked, and where few are left, neither is the machine explained. */
export function stepsOf<E extends Entry>(entries: readonly E[], snapshot: Snapshot, allSections: number): E[] {
  return entries.filter(({ id, section }) => {
    if (id === 'failed' || id === 'finished') return false;
    if (id === 'machine') return snapshot.asked.length === allSections || snapshot.asked.includes('storage');
    return section === undefined || snapshot.asked.includes(section);
  });
}

/** The step beside `from` in the list, or undefined at its end. */
export function besides<E extends Entry>(steps: readonly E[], from: Id, by: 1 | -1): E | undefined {
  const index = steps.findIndex(({ id }) => id === from);
  return index < 0 ? undefined : steps[index + by];
}
