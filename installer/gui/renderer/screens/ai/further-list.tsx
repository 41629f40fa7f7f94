/** Models beside the first one. */
import { useRef } from 'react';
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Button, Details, Notice, Refusal, Select } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import { canBeAdded, memoryTogether } from './further-models.ts';
import { Licence } from './licence.tsx';
import { sayFacts, sayModel, sayTokens } from './say-model.ts';

interface FurtherListProps { answers: AiAnswers; candidates: readonly Candidate[]; first: Candidate; memoryBytes: number; onChange: (change: Partial<AiAnswers>) => void; refusal: LocalFinding | undefined }

export function FurtherList({ answers, candidates, first, memoryBytes, onChange, refusal }: FurtherListProps) {
  const t = useWords();
  const taken = answers.more.flatMap((id) => candidates.find(({ model }) => model.id === id) ?? []);
  const list = useRef<HTMLUListElement>(null);
  // The button that removed it is gone with it: the focus stays in the list.
  const remove = (id: string): void => { onChange({ more: answers.more.filter((each) => each !== id) }); list.current?.focus(); };
  const free = canBeAdded(candidates, [first.model.id, ...answers.more]);
  return (
    <Details title={t('ai.more')} isOpen={answers.more.length > 0} level={2}>
      <p>{t('ai.more.lead')}</p>
      <ul className="further" ref={list} tabIndex={-1} aria-label={t('ai.more')}>{answers.more.map((id) => <Further key={id} id={id} candidate={taken.find(({ model }) => model.id === id)} answers={answers} onChange={onChange} onRemove={() => { remove(id); }} />)}</ul>
      {taken.length > 0 && <Together taken={taken} first={first} memoryBytes={memoryBytes} />}
      <Refusal finding={refusal} />
      {free.length === 0 ? <p className="field-help">{t('ai.more.unavailable')}</p>
        : <Select key={answers.more.length} label={t('ai.more.choose')} placeholder={t('ai.more.pick')} value={undefined} onChange={(id) => { onChange({ more: [...answers.more, id] }); }}
          options={free.map((each) => ({ value: each.model.id, title: sayModel(t, each.model), description: sayOption(t, each) }))} />}
    </Details>
  );
}

/** Further models run on the processor: a speed that was predicted for another device is not theirs. */
function sayOption(t: Words, { model, prediction }: Candidate): string {
  const isTheirs = prediction?.device === 'cpu';
  return isTheirs ? `${sayFacts(t, model)} · ${t('ai.speed.short', { likely: sayTokens(t, prediction.generation.likely) })}` : sayFacts(t, model);
}

interface FurtherProps { id: string; candidate: Candidate | undefined; answers: AiAnswers; onChange: FurtherListProps['onChange']; onRemove: () => void }

function Further({ id, candidate, answers, onChange, onRemove }: FurtherProps) {
  const t = useWords();
  const name = candidate ? sayModel(t, candidate.model) : id;
  return (
    <li className="further-item">
      <span className="further-name">{name}</span>
      <Button kind="quiet" icon="cross" label={t('ai.more.removeLabel', { model: name })} onPress={onRemove}>{t('ai.more.remove')}</Button>
      {candidate?.model.licence.mustAccept && <Licence licence={candidate.model.licence} models={[name]} accepted={answers.acceptedLicences} onChange={(acceptedLicences) => { onChange({ acceptedLicences }); }} refusal={undefined} />}
    </li>
  );
}

function Together({ taken, first, memoryBytes }: { taken: readonly Candidate[]; first: Candidate; memoryBytes: number }) {
  const t = useWords();
  const need = memoryTogether(first, taken);
  const values = { need: t.bytes(need, 'binary'), have: t.bytes(memoryBytes, 'binary') };
  return (
    <>
      <Notice tone={need > memoryBytes ? 'warning' : 'info'} live="polite"><p>{t(need > memoryBytes ? 'ai.more.tooMuch' : 'ai.more.together', values)}</p></Notice>
      <p className="field-help">{t('ai.more.disk', { bytes: t.bytes(taken.reduce((sum, { model }) => sum + model.file.bytes, 0)) })}</p>
    </>
  );
}
