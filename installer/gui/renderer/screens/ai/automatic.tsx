/** What "choose for me" comes to, and why. */
import { patience } from '../../../../../shared/choice/patience.ts';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { MemoryBars, SpeedBar } from './bars.tsx';
import { betterThan, smallestTooBig } from './better-model.ts';
import type { Row } from './judge-rows.ts';
import { sayModel, sayWhy } from './say-model.ts';

interface AutomaticProps { rows: readonly Row[]; model: string | undefined; answers: AiAnswers; scale: number | undefined }

export function Automatic({ rows, model, answers, scale }: AutomaticProps) {
  const t = useWords();
  const row = rows.find(({ candidate }) => candidate.model.id === model);
  if (!row) return <Nothing rows={rows} />;
  const better = betterThan(rows, row.candidate.model.id);
  return (
    <>
      <span className="model-line">{t('ai.auto.takes', { model: sayModel(t, row.candidate.model) })} {t(whyKey(row, answers))}</span>
      {better && <span className="model-line">{t('ai.auto.better', { model: sayModel(t, better.candidate.model), why: sayWhy(t, better.why, better.candidate, answers.language) })}</span>}
      <MemoryBars gpu={row.gpu} memory={row.memory} />
      <SpeedBar prediction={row.candidate.prediction} scale={scale} />
    </>
  );
}

function whyKey({ candidate: { prediction, gpuLayers } }: Row, { minTokensPerSecond: floor }: AiAnswers): WordKey {
  if (!prediction) return gpuLayers === 0 ? 'ai.auto.whyUnmeasured' : 'ai.auto.why';
  return prediction.generation.likely >= (floor ?? patience) ? 'ai.auto.whyFast' : 'ai.auto.whySlow';
}

function Nothing({ rows }: { rows: readonly Row[] }) {
  const t = useWords();
  const smallest = smallestTooBig(rows);
  return <>{t('ai.auto.nothing')} {smallest && t('ai.auto.smallest', { model: sayModel(t, smallest.candidate.model), why: sayWhy(t, smallest.why, smallest.candidate) })}</>;
}
