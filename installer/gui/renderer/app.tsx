/** The frame around every screen: banners, steps, the screen, Back and Next. */
import { memo, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { sections } from '../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import type { Verb } from '../../../shared/protocol/request.ts';
import { ControlContext } from './components/control.ts';
import { titleId } from './components/screen-frame.tsx';
import { Banners } from './flow/banners.tsx';
import type { EngineStore, EngineView } from './flow/engine-store.ts';
import { ErrorBoundary } from './flow/error-boundary.tsx';
import { Footer } from './flow/footer.tsx';
import { OpenQuestions } from './flow/open-questions.tsx';
import { Refusals } from './flow/refusals.tsx';
import { stepsOf, type View } from './flow/route.ts';
import { Sidebar } from './flow/sidebar.tsx';
import { useNavigation } from './flow/use-navigation.ts';
import { useReaderKey } from './flow/use-reader-key.ts';
import { useRefusals } from './flow/use-refusals.ts';
import { Connecting, Planning, Probing } from './flow/waiting.tsx';
import { useWords } from './i18n/use-words.ts';
import { WordsProvider } from './i18n/words-provider.tsx';
import { screens, type ScreenEntry, type StepId } from './screens/index.ts';
import { useAppearance } from './theme/use-appearance.ts';

export function App({ store }: { store: EngineStore }) {
  const view = useSyncExternalStore(store.subscribe, store.get);
  const welcome = view.snapshot?.answers.welcome;
  const language = welcome?.language ?? 'en';
  useAppearance(welcome?.accessibility);
  const inControl = view.snapshot?.you.inControl ?? false;
  const control = useMemo(() => ({ inControl, ask: store.ask }), [inControl, store]);
  return (
    <WordsProvider language={language}>
      <ControlContext value={control}><Window view={view} store={store} /></ControlContext>
    </WordsProvider>
  );
}

function Window({ view, store }: { view: EngineView; store: EngineStore }) {
  const { snapshot } = view;
  const navigation = useNavigation(snapshot, store.ask);
  const { refusals, dismiss } = useRefusals();
  const open = navigation.go;
  const go = useCallback((to: StepId): void => { dismiss(); open(to); }, [dismiss, open]);
  const steps: readonly ScreenEntry[] = snapshot ? stepsOf<ScreenEntry>(screens, snapshot, sections.length) : [];
  const main = useRef<HTMLElement>(null);
  useFocusOnTitle(navigation.view, main);
  useReaderKey(snapshot, store.ask);
  return (
    <div className="window">
      <header className="banners"><Banners view={view} store={store} /></header>
      <Sidebar steps={steps} snapshot={snapshot} view={navigation.view} visited={navigation.visited} onGo={go} />
      <main className="main" ref={main}>
        <Refusals refusals={refusals} dismiss={dismiss} />
        <ErrorBoundary at={navigation.view}><Content view={navigation.view} snapshot={snapshot} ask={store.ask} onGo={go} /></ErrorBoundary>
      </main>
      {snapshot && <Footer steps={steps} snapshot={snapshot} view={navigation.view} onGo={go} />}
    </div>
  );
}

interface ContentProps { view: View; snapshot: Snapshot | undefined; ask: (verb: Verb) => Promise<unknown>; onGo: (to: StepId) => void }

/** A screen is drawn when the engine has said something, not when the window around it changes. */
const Content = memo(function Content({ view, snapshot, ask, onGo }: ContentProps) {
  if (!snapshot || view === 'connecting') return <Connecting />;
  if (view === 'probing') return <Probing />;
  if (view === 'planning') return <Planning snapshot={snapshot} ask={ask} />;
  if (view === 'open') return <OpenQuestions snapshot={snapshot} ask={ask} onGo={onGo} />;
  const Screen = screens.find(({ id }) => id === view)?.component;
  return Screen ? <Screen snapshot={snapshot} ask={ask} go={onGo} /> : null;
});

/** Where the eye goes, the keyboard and the screen reader go too; not when the page has only just opened. */
function useFocusOnTitle(view: View, main: React.RefObject<HTMLElement | null>): void {
  const t = useWords();
  const before = useRef<View>(undefined);
  useEffect(() => {
    const title = document.getElementById(titleId);
    document.title = title ? t('common.windowTitle', { step: title.textContent }) : t('common.product');
    if (before.current !== undefined && before.current !== view && before.current !== 'connecting') {
      main.current?.scrollTo(0, 0);
      title?.focus({ preventScroll: true });
    }
    before.current = view;
  }, [view, t, main]);
}
