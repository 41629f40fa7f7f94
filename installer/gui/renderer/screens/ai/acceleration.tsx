/** What the model runs on, and what the first start installs for it. */
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { DriverPlan } from '../../../../../shared/drivers/driver-plan.ts';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Choice, Notice, Panel, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { accelerationPaths, needsEnrolment } from './acceleration-paths.ts';
import { DriverWords } from './driver-words.tsx';

interface AccelerationProps { machine: Machine; drivers: DriverPlan | undefined; answers: AiAnswers; onChange: (change: Partial<AiAnswers>) => void; refusal: LocalFinding | undefined }

export function Acceleration({ machine, drivers, answers, onChange, refusal }: AccelerationProps) {
  const t = useWords();
  const paths = accelerationPaths(machine, answers.acceleration);
  const isPlain = paths.length === 1;
  return (
    <Panel title={t('ai.acceleration')} icon="accelerator" lead={isPlain ? t('ai.acceleration.none') : undefined}>
      {!isPlain && <Choice label={t('ai.acceleration.choose')} value={answers.acceleration} refusal={refusal} onChange={(acceleration) => { onChange({ acceleration }); }}
        options={paths.map((value) => ({ value, title: t(`ai.acceleration.${value}`), description: t(`ai.acceleration.${value}Text`), ...(value === 'auto' ? { badge: t('ai.recommended') } : {}) }))} />}
      {machine.accelerators.length > 0 && <Toggle label={t('ai.vendor')} description={t('ai.vendor.help')} value={answers.vendorRepositories} onChange={(vendorRepositories) => { onChange({ vendorRepositories }); }} />}
      {needsEnrolment(machine) && <Enrolment answers={answers} onChange={onChange} />}
      {drivers && machine.accelerators.length > 0 && <DriverWords drivers={drivers} />}
    </Panel>
  );
}

function Enrolment({ answers, onChange }: Pick<AccelerationProps, 'answers' | 'onChange'>) {
  const t = useWords();
  const isOn = answers.enrolKey === 'ask';
  return (
    <>
      <Toggle label={t('ai.mok')} description={t('ai.mok.help')} value={isOn} onChange={(on) => { onChange({ enrolKey: on ? 'ask' : 'never' }); }} />
      <Notice tone={isOn ? 'info' : 'warning'}><p>{t(isOn ? 'ai.mok.steps' : 'ai.mok.off')}</p></Notice>
    </>
  );
}
