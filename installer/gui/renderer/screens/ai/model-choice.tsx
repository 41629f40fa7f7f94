/** Which model: chosen by the machine, none, or one of the catalogue. */
import { Label, RadioGroup } from 'react-aria-components';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Details, Refusal } from '../../components/index.ts';
import { useDisabled } from '../../components/control.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Automatic } from './automatic.tsx';
import type { Row } from './judge-rows.ts';
import { ModelCard, ModelItem, RadioCard } from './model-row.tsx';
import { speedScale } from './speed.ts';

interface ModelChoiceProps { answers: AiAnswers; rows: readonly Row[]; automatic: string | undefined; onChange: (model: string) => void; refusal: LocalFinding | undefined }

export function ModelChoice({ answers, rows, automatic, onChange, refusal }: ModelChoiceProps) {
  const t = useWords();
  const scale = speedScale(rows.map(({ candidate }) => candidate));
  return (
    <RadioGroup className="field choice" value={answers.model} onChange={onChange} isDisabled={useDisabled()} isInvalid={refusal?.severity === 'error'} validationBehavior="aria">
      <Label className="field-label">{t('ai.model')}</Label>
      <div className="choice-cards">
        <RadioCard value="auto" title={t('ai.auto')} badge={t('ai.recommended')} tone="good"><Automatic rows={rows} model={automatic} answers={answers} scale={scale} /></RadioCard>
        <RadioCard value="none" title={t('ai.none')}>{t('ai.none.text')}</RadioCard>
      </div>
      <Refusal finding={refusal} />
      <Catalogue rows={rows} answers={answers} scale={scale} />
    </RadioGroup>
  );
}

/** What can be taken is listed first; the rest is a press away, with its reasons. */
function Catalogue({ rows, answers: { model, language }, scale }: { rows: readonly Row[]; answers: AiAnswers; scale: number | undefined }) {
  const t = useWords();
  const of = (group: Row['group']): Row[] => rows.filter((row) => row.group === group);
  const [possible, other, impossible] = [of('possible'), of('other'), of('impossible')];
  const holds = (list: readonly Row[]): boolean => list.some(({ candidate }) => candidate.model.id === model);
  return (
    <div className="stack">
      {possible.length > 0 && (
        <Details title={t.plural('ai.catalogue', possible.length)} isOpen={holds(possible)} level={2}>
          {scale !== undefined && <p className="field-help">{t('ai.speed.legend')}</p>}
          <div className="choice-cards">{possible.map((row) => <ModelCard key={row.candidate.model.id} row={row} scale={scale} language={language} />)}</div>
        </Details>
      )}
      {other.length > 0 && (
        <Details title={t.plural('ai.group.other', other.length)} isOpen={holds(other)} level={2}>
          <div className="choice-cards">{other.map((row) => <ModelCard key={row.candidate.model.id} row={row} scale={scale} language={language} />)}</div>
        </Details>
      )}
      {impossible.length > 0 && (
        <Details title={t.plural('ai.group.impossible', impossible.length)} isOpen={holds(impossible)} level={2}>
          <ul className="model-list">{impossible.map((row) => <ModelItem key={row.candidate.model.id} row={row} scale={scale} language={language} />)}</ul>
        </Details>
      )}
    </div>
  );
}
