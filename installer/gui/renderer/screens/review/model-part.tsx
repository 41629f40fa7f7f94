/** The language model, how fast it will be, and the drivers for it. */
import { Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { DriverWords } from '../ai/driver-words.tsx';
import { sayFacts, sayModel, sayRange } from '../ai/say-model.ts';
import { ChangeButton } from './change-button.tsx';

interface ModelPartProps extends Pick<ScreenProps, 'snapshot' | 'go'> { plan: PlanView }

export function ModelPart({ plan: { ai, drivers }, snapshot, go }: ModelPartProps) {
  const t = useWords();
  const { model, prediction, agent } = ai;
  return (
    <Panel title={t('review.model')} icon="model" actions={<ChangeButton snapshot={snapshot} section="ai" what={t('review.model')} go={go} />}>
      {model ? (
        <dl className="facts">
          <dt>{t('review.modelName')}</dt><dd>{sayModel(t, model)}</dd>
          <dt>{t('review.modelSize')}</dt><dd>{sayFacts(t, model)}</dd>
          {prediction && <><dt>{t('review.modelSpeed')}</dt><dd>{sayRange(t, prediction.generation)}</dd></>}
          {agent && <><dt>{t('review.modelContext')}</dt><dd>{t('review.tokens', { count: agent.context })}</dd></>}
        </dl>
      ) : <p>{t('review.noModel')}</p>}
      <DriverWords drivers={drivers} />
    </Panel>
  );
}
