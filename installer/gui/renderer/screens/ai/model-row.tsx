/** One model of the catalogue: what it is, whether it fits, how much memory and how fast. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Radio } from 'react-aria-components';
import { Facts } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { MemoryBars, SpeedBar } from './bars.tsx';
import type { Row, Why } from './judge-rows.ts';
import { sayFacts, sayLanguages, sayModel, sayWhy } from './say-model.ts';

interface ModelProps { row: Row; scale: number | undefined; language: string | undefined }

/** A card with a radio button, named by the model alone. */
export function ModelCard({ row, scale, language }: ModelProps) {
  const t = useWords();
  const { model, verdict } = row.candidate;
  return <RadioCard value={model.id} title={sayModel(t, model)} badge={t(`ai.verdict.${verdict}`)} tone={verdict === 'fits' ? 'good' : 'plain'}><About row={row} scale={scale} language={language} /></RadioCard>;
}

export function RadioCard({ value, title, badge, tone = 'plain', children }: { value: string; title: ReactNode; badge?: string; tone?: 'good' | 'plain'; children?: ReactNode }) {
  const id = useId();
  return (
    <Radio className="card" value={value} aria-labelledby={`${id}-title`} aria-describedby={badge ? `${id}-badge ${id}-help` : `${id}-help`}>
      <span className="card-dot" aria-hidden="true" />
      <span className="card-text">
        <span className="card-title"><span id={`${id}-title`}>{title}</span>{badge && <span className={`badge badge-${tone}`} id={`${id}-badge`}>{badge}</span>}</span>
        <span className="card-help" id={`${id}-help`}>{children}</span>
      </span>
    </Radio>
  );
}

/** One that cannot be chosen is no control, and is read like any text. */
export function ModelItem({ row, scale, language }: ModelProps) {
  const t = useWords();
  const { model, verdict } = row.candidate;
  return (
    <li className="model-item">
      <span className="card-title"><span>{sayModel(t, model)}</span><span className="badge">{t(`ai.verdict.${verdict}`)}</span></span>
      <span className="card-help"><About row={row} scale={scale} language={language} /></span>
    </li>
  );
}

/** What is said by the bars alone needs no words besides. */
const shownByBars: readonly Why['word'][] = ['fits', 'fitsGpu'];

function About({ row, scale, language }: ModelProps) {
  const t = useWords();
  const { candidate, why, memory, gpu } = row;
  const { model, prediction } = candidate;
  return (
    <>
      <span className="model-line"><Facts facts={[sayFacts(t, model), t(`ai.purpose.${model.purpose}`)]} /></span>
      {!shownByBars.includes(why.word) && <span className="model-line model-why">{t('ai.why.sentence', { why: sayWhy(t, why, candidate, language) })}</span>}
      <MemoryBars gpu={gpu} memory={memory} />
      {scale !== undefined && !row.disabled && <SpeedBar prediction={prediction} scale={scale} />}
      <span className="model-line model-languages">{sayLanguages(t, model)}</span>
    </>
  );
}
