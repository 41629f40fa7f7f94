/** The whole of it: which screen, what lies over it, and the keys that mean the same everywhere. */
import { Box } from 'ink';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { WizardLanguage } from '../../shared/protocol/answers.ts';
import { besides } from '../gui/renderer/flow/route.ts';
import { ErrorBoundary } from './crash-page.tsx';
import type { Keyboard, KeyboardInput } from './keyboard.ts';
import { LeavePage } from './leave-page.tsx';
import { LogPage } from './log-page.tsx';
import type { Action } from './page.tsx';
import { screenOf } from './screens/screen-of.tsx';
import { SmallPage } from './small-page.tsx';
import { StepsPage } from './steps-page.tsx';
import { errorsOf, isReachable, stepsFor, viewFor, type StepId, type View } from './steps.ts';
import type { Store } from './store.ts';
import { isTooSmall, type Terminal } from './terminal.ts';
import { useKeys, useWizard, WizardContext, type Wizard } from './wizard-context.ts';
import { englishWords, wordsOf, type Words } from './words.ts';
import type { Snapshot } from '../../shared/protocol/snapshot.ts';

export interface AppProps {
  store: Store;
  keys: KeyboardInput;
  terminal: Terminal;
  languages: readonly WizardLanguage[];
  redraw(): void;
  leave(): void;
}

export function App({ store, keys, terminal, languages, redraw, leave }: AppProps) {
  const view = useSyncExternalStore(store.subscribe, () => store.view);
  const { snapshot } = view;
  const t = useLanguage(snapshot?.answers.welcome.language ?? 'en', languages);
  const { at, go, visited } = useSteps(snapshot, store);
  const [overlay, setOverlay] = useState<ReactNode>();
  const memory = useRef<Wizard['memory']>(new Map());
  // What lay over a screen has no business over the next one.
  useEffect(() => { setOverlay(undefined); }, [at]);
  const steps = useMemo(() => (snapshot ? stepsFor(snapshot) : []), [snapshot]);
  const isStep = steps.some(({ id }) => id === at) || at === 'open' || at === 'planning';
  const here: StepId = at === 'open' || at === 'planning' ? 'review' : at as StepId;
  const action = (by: 1 | -1): Action | undefined => {
    const step = isStep ? besides(steps, here, by) : undefined;
    return step && { label: t(by === -1 ? 'common.back' : step.id === 'review' ? 'common.toReview' : 'common.next'), run: () => { go(step.id); } };
  };
  const wizard: Wizard = {
    terminal, t, store, view, keys, languages, go, memory: memory.current,
    next: action(1), back: action(-1),
    steps: isStep && snapshot ? steps.map(({ id }) => ({ id, title: t(`${id}.title`), state: id === here ? 'here' : stateOf(id, visited, snapshot) })) : [],
    open: (page) => { setOverlay(page); }, close: () => { setOverlay(undefined); },
  };
  return (
    <WizardContext value={wizard}>
      <EverywhereKeys redraw={redraw} leave={leave} />
      <ErrorBoundary at={`${at} ${overlay ? 'over' : ''}`}>
        {isTooSmall(terminal) ? <SmallPage /> : <><Below isCovered={overlay !== undefined}>{screenOf(at)}</Below>{overlay}</>}
      </ErrorBoundary>
    </WizardContext>
  );
}

/** What lies over a screen has its place and its keys. What was typed there stays, and what is chosen above is told to it. */
function Below({ isCovered, children }: { isCovered: boolean; children: ReactNode }) {
  const wizard = useWizard();
  return <WizardContext value={isCovered ? { ...wizard, keys: noKeys } : wizard}><Box display={isCovered ? 'none' : 'flex'}>{children}</Box></WizardContext>;
}

const noKeys: Keyboard = { add: () => () => undefined };

function stateOf(id: StepId, visited: ReadonlySet<string>, snapshot: Snapshot): 'seen' | 'wrong' | 'new' {
  if (!visited.has(id)) return 'new';
  return errorsOf(snapshot).some(({ section }) => section === id) ? 'wrong' : 'seen';
}

function EverywhereKeys({ redraw, leave }: Pick<AppProps, 'redraw' | 'leave'>) {
  const { open, close, store, view, steps } = useWizard();
  useKeys(0, ({ name }) => {
    switch (name) {
      case 'ctrl-l': redraw(); return true;
      case 'ctrl-c': open(<LeavePage leave={leave} stay={close} />); return true;
      case 'f3': case 'ctrl-o': open(<LogPage />); return true;
      case 'f4': case 'ctrl-g': if (steps.length > 0) open(<StepsPage />); return true;
      case 'f5': if (view.snapshot?.you.inControl === false) store.tell({ type: 'control.take' }); return true;
      default: return false;
    }
  });
  return null;
}

function useLanguage(language: WizardLanguage, languages: readonly WizardLanguage[]): Words {
  const [words, setWords] = useState<Words>(() => englishWords);
  const wanted = languages.includes(language) ? language : 'en';
  useEffect(() => {
    let isWanted = true;
    void wordsOf(wanted).then((found) => { if (isWanted) setWords(() => found ?? englishWords); });
    return () => { isWanted = false; };
  }, [wanted]);
  return words;
}

function useSteps(snapshot: Snapshot | undefined, store: Store): { at: View; go: (to: StepId) => void; visited: ReadonlySet<string> } {
  const [wanted, setWanted] = useState<StepId>('welcome');
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const at = viewFor(snapshot, wanted);
  useEffect(() => { setVisited((before) => (before.has(at) ? before : new Set([...before, at]))); }, [at]);
  // Who comes back to a review finds the review, and the way back from it.
  useEffect(() => { if (at === 'review' || at === 'planning') setWanted('review'); }, [at]);
  const go = (to: StepId): void => {
    const now = store.view.snapshot;
    if (!now || !isReachable(to, now)) return;
    setWanted(to);
    void store.flush().then(() => {
      if (['validating', 'measuring', 'planning', 'reviewing'].includes(now.state) && to !== 'review') store.tell({ type: 'plan.leave' });
      if (now.state === 'asking' && to === 'review' && now.preview?.ok !== false) store.tell({ type: 'plan.make' });
    });
  };
  return { at, go, visited };
}
