/** The plan in words, before anything is written, and the button that begins it. */
import { Details, EngineWords, FindingText, Notice, ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { AnswersPart } from './answers-part.tsx';
import { ConfirmPart } from './confirm-part.tsx';
import { DiskPart } from './disk-part.tsx';
import { FirstBootPart } from './first-boot-part.tsx';
import { ModelPart } from './model-part.tsx';
import { losesData } from './read-plan.ts';
import { UserData } from './user-data.tsx';
import './review.css';

export function ReviewScreen({ snapshot, ask, go }: ScreenProps) {
  const t = useWords();
  const { plan, answers } = snapshot;
  // The state of the install leads here with its plan; between two messages it may be on its way.
  if (!plan) return <ScreenFrame title={t('review.title')} />;
  const change = go ? { go } : {};
  return (
    <ScreenFrame title={t('review.title')} lead={t(losesData(plan) ? 'review.leadLost' : 'review.lead')}>
      <Warnings plan={plan} />
      <DiskPart plan={plan} snapshot={snapshot} {...change} />
      <ModelPart plan={plan} snapshot={snapshot} {...change} />
      <AnswersPart snapshot={snapshot} {...change} />
      <FirstBootPart plan={plan} profile={answers.security.profile} />
      <Steps plan={plan} />
      <UserData snapshot={snapshot} ask={ask} />
      <ConfirmPart key={plan.hash} plan={plan} snapshot={snapshot} ask={ask} />
    </ScreenFrame>
  );
}

function Warnings({ plan: { warnings } }: { plan: PlanView }) {
  const t = useWords();
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warning" title={t.plural('review.warnings', warnings.length)}>
      <ul className="lost-parts">{warnings.map((warning) => <li key={`${warning.code} ${warning.path}`}><FindingText finding={warning} /></li>)}</ul>
    </Notice>
  );
}

function Steps({ plan: { steps, hash } }: { plan: PlanView }) {
  const t = useWords();
  return (
    <Details level={2} title={t.plural('review.steps', steps.length)}>
      <p className="field-help">{t('review.stepsText', { hash: hash.slice(0, 12) })}</p>
      <ol className="hints">{steps.map(({ id, sentence, destroys }) => <li key={id} className={destroys ? 'destroys' : undefined}><EngineWords>{sentence}</EngineWords></li>)}</ol>
    </Details>
  );
}
