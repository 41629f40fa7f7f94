/** Done: what happened, the restart, how the machine is reached, and what it does next. */
import { Notice, ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { FirstBootPart } from '../review/first-boot-part.tsx';
import { UserData } from '../review/user-data.tsx';
import { Reach } from './reach.tsx';
import { Restart } from './restart.tsx';
import './finished.css';

export function FinishedScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { finished, plan, answers: { security } } = snapshot;
  if (!finished) return <ScreenFrame title={t('finished.title')} />;
  const { alreadyInstalled, hostname, seconds } = finished;
  const isSshOpen = security.profile === 'none' || security.firewall.includes('ssh');
  return (
    <ScreenFrame title={t('finished.title')} lead={t(alreadyInstalled ? 'finished.already' : 'finished.lead', { hostname })}>
      <Notice tone="success" live="polite">{alreadyInstalled ? t('finished.alreadyText') : seconds === undefined ? t('finished.done') : t('finished.doneIn', { time: t.duration(seconds) })}</Notice>
      <Restart snapshot={snapshot} ask={ask} />
      <Reach finished={finished} isSshOpen={isSshOpen} />
      {plan && <FirstBootPart plan={plan} profile={security.profile} />}
      <UserData snapshot={snapshot} ask={ask} />
    </ScreenFrame>
  );
}
