/** Where the person is, where they have been, and how they get elsewhere. */
import { useCallback, useEffect, useState } from 'react';
import type { Verb } from '../../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { screens, type ScreenId, type StepId } from '../screens/index.ts';
import { keep, readKept } from './kept.ts';
import { viewOf, type View } from './route.ts';

export interface Navigation { view: View; visited: ReadonlySet<string>; go: (to: StepId) => void }

export function useNavigation(snapshot: Snapshot | undefined, ask: (verb: Verb) => Promise<unknown>): Navigation {
  const [wanted, setWanted] = useState<ScreenId>(() => known(readKept('screen')));
  const [visited, setVisited] = useState<ReadonlySet<string>>(() => new Set(readKept('visited')?.split(' ')));
  const first = snapshot?.asked[0];
  const view = viewOf(snapshot, snapshot && first && isSkipped(wanted, snapshot) ? first : wanted);
  // While drawing and not after it: an effect would have everything drawn a second time.
  if (!visited.has(view)) setVisited(new Set([...visited, view]));
  useEffect(() => { keep('visited', [...visited].join(' ')); }, [visited]);
  const state = snapshot?.state;
  const canPlan = snapshot?.preview?.ok !== false && snapshot?.you.inControl === true;
  const go = useCallback((to: StepId) => {
    keep('screen', to);
    setWanted(to);
    if (state === 'reviewing' && to !== 'review') void ask({ type: 'plan.leave' });
    if (state === 'asking' && to === 'review' && canPlan) void ask({ type: 'plan.make' });
  }, [ask, state, canPlan]);
  return { view, visited, go };
}

function known(id: string | undefined): ScreenId {
  return screens.find((screen) => screen.id === id)?.id ?? 'welcome';
}

function isSkipped(id: ScreenId, { asked }: Snapshot): boolean {
  const entry = screens.find((screen) => screen.id === id);
  return entry !== undefined && 'section' in entry && !asked.includes(entry.section);
}
