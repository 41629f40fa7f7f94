/** The review, when it cannot be made yet: what is missing, and a way to each of it. */
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/panel.tsx';
import { Refusal } from '../components/refusal.tsx';
import { ScreenFrame } from '../components/screen-frame.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ScreenProps } from '../screen.ts';
import { screens, type ScreenEntry, type StepId } from '../screens/index.ts';

export function OpenQuestions({ snapshot, ask, onGo }: ScreenProps & { onGo: (to: StepId) => void }) {
  const t = useWords();
  const findings = snapshot.preview?.ok === false ? snapshot.preview.findings : [];
  const groups = Map.groupBy<StepId, LocalFinding>(findings, ({ section }) => section ?? 'machine');
  return (
    <ScreenFrame title={t('review.title')} lead={findings.length > 0 ? t.plural('common.open.lead', findings.length) : t('common.open.ready')}>
      {screens.filter(({ id }) => groups.has(id as StepId)).map((screen) => <Open key={screen.id} screen={screen} findings={groups.get(screen.id as StepId) ?? []} onGo={onGo} />)}
      {findings.length === 0 && <div className="actions"><Button kind="primary" onPress={() => ask({ type: 'plan.make' })}>{t('common.open.make')}</Button></div>}
    </ScreenFrame>
  );
}

function Open({ screen, findings, onGo }: { screen: ScreenEntry; findings: readonly LocalFinding[]; onGo: (to: StepId) => void }) {
  const t = useWords();
  const step = t(screen.title);
  return (
    <Panel title={step} icon={screen.icon} actions={<Button isForWatchers onPress={() => { onGo(screen.id as StepId); }}>{t('common.open.go', { step })}</Button>}>
      <ul className="plain-list stack">{findings.map((finding, index) => <li key={`${index}-${finding.code}`}><Refusal finding={finding} /></li>)}</ul>
    </Panel>
  );
}
