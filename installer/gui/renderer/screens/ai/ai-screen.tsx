/** Which language model, how fast it will be here, and what it runs on. */
import { gpuRoom } from '../../../../../shared/choice/gpu-room.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { AiOffer, Snapshot } from '../../../../../shared/protocol/snapshot.ts';
import { Refusal, ScreenFrame, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt, findingsElsewhere, findingsOf } from '../findings-at.ts';
import { Acceleration } from './acceleration.tsx';
import { ChosenModel } from './chosen-model.tsx';
import { FurtherList } from './further-list.tsx';
import { judgeRows, type Row } from './judge-rows.ts';
import { MeasurePanel } from './measure-panel.tsx';
import { ModelChoice } from './model-choice.tsx';
import { Wishes } from './wishes.tsx';
import './ai-screen.css';

export function AiScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { ai, machine } = snapshot;
  return (
    <ScreenFrame title={t('ai.title')} lead={t('ai.lead')}>
      {ai && machine ? <Questions snapshot={snapshot} ask={ask} ai={ai} machine={machine} /> : <p role="status">{t('ai.waiting')}</p>}
    </ScreenFrame>
  );
}

function Questions({ snapshot, ask, ai, machine }: ScreenProps & { ai: AiOffer; machine: Machine }) {
  const t = useWords();
  const { answers: { ai: answers }, drivers, preview } = snapshot;
  const set = (change: Partial<AiAnswers>): void => { void ask({ type: 'answers.set', section: 'ai', value: without({ ...answers, ...change }) }); };
  const rows = judgeRows(ai.candidates, machine, answers, { gpu: gpuMemory(machine, snapshot), disk: ai.modelsRoom });
  const automatic = automaticModel(snapshot, ai);
  const id = answers.model === 'auto' ? automatic : answers.model;
  const row = rows.find(({ candidate }) => candidate.model.id === id);
  const findings = findingsOf(preview);
  const at = (key: string): ReturnType<typeof findingAt> => findingAt(findings, `cognos.ai.${key}`);
  const shown = ['model', 'min_tokens_per_second', 'context', 'accept_licences', 'allow_unverified', 'acceleration', 'instances'].map(at);
  return (
    <>
      {findingsElsewhere(findings, 'ai', ...shown).map((finding) => <Refusal key={`${finding.code} ${finding.message}`} finding={finding} />)}
      <Wishes answers={answers} candidates={ai.candidates} onChange={set} floorRefusal={at('min_tokens_per_second')} />
      <MeasurePanel snapshot={snapshot} ask={ask} />
      <ModelChoice answers={answers} rows={rows} automatic={automatic} onChange={(model) => { set({ model }); }} refusal={at('model')} />
      <div>
        <Toggle label={t('ai.unverified')} description={t('ai.unverified.help')} value={answers.allowUnverified} onChange={(allowUnverified) => { set({ allowUnverified }); }} />
        <Refusal finding={at('allow_unverified')} />
      </div>
      {row && <ChosenModel row={row} answers={answers} memoryBytes={machine.memory.bytes} bytesPer1024={contextCost(ai, row)} onChange={set} contextRefusal={at('context')} licenceRefusal={at('accept_licences')} />}
      <Acceleration machine={machine} drivers={drivers} answers={answers} onChange={set} refusal={at('acceleration')} />
      {row && <FurtherList answers={answers} candidates={ai.candidates} first={row.candidate} memoryBytes={machine.memory.bytes} onChange={set} refusal={at('instances')} />}
    </>
  );
}

/** A wish that was taken back is left out: JSON has no undefined. */
function without(answers: AiAnswers): AiAnswers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as unknown as AiAnswers;
}

/** What the plan takes, which knows the room on the disk; before there is one, what the machine could. */
function automaticModel({ preview, answers }: Snapshot, { automatic }: AiOffer): string | undefined {
  return answers.ai.model === 'auto' && preview?.ai ? preview.ai.model?.id : automatic?.model;
}

function contextCost({ contextBytesPer1024 }: AiOffer, { candidate: { need, context } }: Row): number {
  return contextBytesPer1024 ?? need.kv / context * 1024;
}

function gpuMemory(machine: Machine, { drivers }: Snapshot): number {
  return gpuRoom(machine, drivers).devices.reduce((sum, { memory }) => sum + ('bytes' in memory ? memory.bytes : 0), 0);
}
