/** The review, when it cannot be made yet: what is missing, and a way to each of it. */
import { useId } from 'react';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { Refusal } from '../components/refusal.tsx';
import { ScreenFrame } from '../components/screen-frame.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ScreenProps } from '../screen.ts';
import { screens, type StepId } from '../screens/index.ts';

export function OpenQuestions({ snapshot, ask, onGo }: ScreenProps & { onGo: (to: StepId) => void }) {
  const t = useWords();
  const findings = snapshot.preview?.ok === false ? snapshot.preview.findings : [];
  return (
    <ScreenFrame title={t('review.title')} lead={findings.length > 0 ? t.plural('common.open.lead', findings.length) : t('common.open.ready')}>
      {findings.length > 0
        ? <ul className="plain-list stack">{findings.map((finding, index) => <Open key={`${index}-${finding.code}-${finding.path}`} finding={finding} onGo={onGo} />)}</ul>
        : <div className="actions"><Button kind="primary" onPress={() => ask({ type: 'plan.make' })}>{t('common.open.make')}</Button></div>}
    </ScreenFrame>
  );
}

function Open({ finding, onGo }: { finding: LocalFinding; onGo: (to: StepId) => void }) {
  const t = useWords();
  const id = useId();
  const { section } = finding;
  const step = screens.find((screen) => screen.id === section);
  return (
    <li>
      <Notice tone="warning" title={<span id={id}>{step ? t(step.title) : t('review.title')}</span>}
        actions={section && step && <Button isForWatchers onPress={() => { onGo(section); }}>{t('common.open.go', { step: t(step.title) })}</Button>}>
        <Refusal finding={finding} />
      </Notice>
    </li>
  );
}
