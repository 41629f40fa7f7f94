/** The steps, which of them were seen, and a way to each that can be opened. */
import { Icon } from '../components/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ScreenEntry, StepId } from '../screens/index.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import type { View } from './route.ts';

interface SidebarProps { steps: readonly ScreenEntry[]; snapshot: Snapshot | undefined; view: View; visited: ReadonlySet<string>; onGo: (to: StepId) => void }

/** The install's end and its way there are one step to who looks on. */
const stands: Partial<Record<View, string>> = { failed: 'progress', finished: 'progress', open: 'review', planning: 'review' };

export function Sidebar({ steps, snapshot, view, visited, onGo }: SidebarProps) {
  const t = useWords();
  const current = stands[view] ?? view;
  const free = snapshot?.state === 'asking' || snapshot?.state === 'reviewing';
  return (
    <nav className="sidebar" aria-label={t('common.steps')}>
      <p className="brand"><Icon name="cognos" size="large" /><span>{t('common.product')}</span></p>
      <ol className="steps">
        {steps.map((step) => (
          <Step key={step.id} step={step} isCurrent={step.id === current} isVisited={visited.has(step.id)}
            isOpen={free && step.id !== 'progress' && step.isReachable(snapshot)} onGo={onGo} />
        ))}
      </ol>
      {snapshot && <p className="sidebar-foot">{t('common.version', { version: snapshot.version })}</p>}
    </nav>
  );
}

function Step({ step, isCurrent, isVisited, isOpen, onGo }: { step: ScreenEntry; isCurrent: boolean; isVisited: boolean; isOpen: boolean; onGo: (to: StepId) => void }) {
  const t = useWords();
  return (
    <li>
      <button type="button" className="step" data-visited={isVisited || undefined} disabled={!isOpen && !isCurrent} aria-current={isCurrent ? 'step' : undefined}
        onClick={() => { if (isOpen) onGo(step.id as StepId); }}>
        <span className="step-mark"><Icon name={isVisited && !isCurrent ? 'check' : step.icon} /></span>
        <span>{t(step.title)}</span>
        {isVisited && !isCurrent && <span className="hidden"> ({t('common.visited')})</span>}
      </button>
    </li>
  );
}
