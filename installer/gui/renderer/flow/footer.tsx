/** Back and Next, always in the same place. */
import { Button } from '../components/button.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import type { ScreenEntry, StepId } from '../screens/index.ts';
import { besides, type View } from './route.ts';

export function Footer({ steps, snapshot, view, onGo }: { steps: readonly ScreenEntry[]; snapshot: Snapshot; view: View; onGo: (to: StepId) => void }) {
  const t = useWords();
  const here = view === 'open' ? 'review' : view;
  if (here === 'progress' || here === 'failed' || here === 'finished' || here === 'connecting' || here === 'probing' || here === 'planning') return null;
  const back = besides(steps, here, -1);
  const next = here === 'review' ? undefined : besides(steps, here, 1);
  return (
    <footer className="footer">
      {back ? <Button isForWatchers icon="back" onPress={() => { onGo(back.id as StepId); }}>{t('common.back')}</Button> : <span />}
      {next && (
        <Button kind="primary" isForWatchers isDisabled={!next.isReachable(snapshot)} onPress={() => { onGo(next.id as StepId); }}>
          {next.id === 'review' ? t('common.toReview') : t('common.next')}
        </Button>
      )}
    </footer>
  );
}
