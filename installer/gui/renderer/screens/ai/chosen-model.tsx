/** The model that will be installed: how fast it writes, how much it keeps in mind, under which licence. */
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ChatSpeed } from './chat-speed.tsx';
import { ContextSlider } from './context-slider.tsx';
import type { Row } from './judge-rows.ts';
import { Licence } from './licence.tsx';
import { sayModel } from './say-model.ts';

interface ChosenModelProps {
  row: Row;
  answers: AiAnswers;
  memoryBytes: number;
  bytesPer1024: number;
  onChange: (change: Partial<AiAnswers>) => void;
  contextRefusal: LocalFinding | undefined;
  licenceRefusal: LocalFinding | undefined;
}

export function ChosenModel({ row: { candidate }, answers, memoryBytes, bytesPer1024, onChange, contextRefusal, licenceRefusal }: ChosenModelProps) {
  const t = useWords();
  const { model } = candidate;
  return (
    <Panel title={t('ai.chosen', { model: sayModel(t, model) })} icon="model">
      <h3 className="part-title">{t('ai.demo')}</h3>
      <ChatSpeed prediction={candidate.prediction} />
      <ContextSlider candidate={candidate} context={answers.context} bytesPer1024={bytesPer1024} memoryBytes={memoryBytes} onChange={(context) => { onChange({ context }); }} refusal={contextRefusal} />
      <h3 className="part-title">{t('ai.licence')}</h3>
      <Licence licence={model.licence} models={[sayModel(t, model)]} accepted={answers.acceptedLicences} onChange={(acceptedLicences) => { onChange({ acceptedLicences }); }} refusal={licenceRefusal} />
    </Panel>
  );
}
