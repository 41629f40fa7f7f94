/** What the model is for: what "choose for me" goes by, and the filters of the catalogue. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import type { AiAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Combo, Panel, Select } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { languagesOf } from './languages-of.ts';
import { sayTokens } from './say-model.ts';
import { wordsPerMinute } from './speed.ts';

const purposes = ['general', 'code', 'multilingual', 'medical', 'legal'] as const;
/** Patience, reading speed, and what feels like no waiting. */
const floors = [3, 5, 10, 20];
const any = 'any';

interface WishesProps { answers: AiAnswers; candidates: readonly Candidate[]; onChange: (change: Partial<AiAnswers>) => void; floorRefusal: LocalFinding | undefined }

export function Wishes({ answers, candidates, onChange, floorRefusal }: WishesProps) {
  const t = useWords();
  const asked = answers.minTokensPerSecond;
  const all = asked === undefined || floors.includes(asked) ? floors : [...floors, asked].sort((a, b) => a - b);
  return (
    <Panel title={t('ai.wishes')} icon="sliders">
      <div className="wishes">
        <Select label={t('ai.purpose')} value={answers.purpose} onChange={(purpose) => { onChange({ purpose }); }} options={purposes.map((value) => ({ value, title: t(`ai.purpose.${value}`) }))} />
        <Combo label={t('ai.language')} value={answers.language ?? any} onChange={(code) => { onChange({ language: code === any ? undefined : code }); }}
          options={[{ value: any, title: t('ai.language.any') }, ...languagesOf(candidates, t.language).map(({ code, name }) => ({ value: code, title: name }))]} />
        <Select label={t('ai.speed')} value={asked === undefined ? any : String(asked)} refusal={floorRefusal} onChange={(value) => { onChange({ minTokensPerSecond: value === any ? undefined : Number(value) }); }}
          options={[{ value: any, title: t('ai.speed.any') }, ...all.map((value) => ({ value: String(value), title: t('ai.speed.floor', { speed: sayTokens(t, value), words: wordsPerMinute(value) }) }))]} />
      </div>
    </Panel>
  );
}
