/** Layout and variant, and a field to try them where the keyboard is this machine's. */
import { useMemo, useState } from 'react';
import type { WelcomeAnswers } from '../../../../../shared/protocol/answers.ts';
import type { Choices, LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Combo, Panel, Select, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { findingAt } from '../findings-at.ts';

type Layout = WelcomeAnswers['keyboard'];
export interface KeyboardProps { keyboard: Layout; keyboards: Choices['keyboards']; findings: readonly LocalFinding[]; isLocal: boolean; onChange: (keyboard: Layout) => void }

/** Select has no place for nothing. */
const plain = '-';

export function Keyboard({ keyboard, keyboards, findings, isLocal, onChange }: KeyboardProps) {
  const t = useWords();
  const [tried, setTried] = useState('');
  const layouts = useMemo(() => {
    const collator = new Intl.Collator('en');
    return keyboards.map(({ layout, name }) => ({ value: layout, title: name })).sort((a, b) => collator.compare(a.title, b.title));
  }, [keyboards]);
  const variants = keyboards.find(({ layout }) => layout === keyboard.layout)?.variants ?? [];
  const { model } = keyboard;
  const kept = model === undefined ? {} : { model };
  return (
    <Panel title={t('welcome.keyboard')} icon="keyboard">
      <div className="columns">
        <Combo label={t('welcome.layout')} value={keyboard.layout} options={layouts} refusal={findingAt(findings, 'keyboard.layout', 'keyboard')} onChange={(layout) => { onChange({ ...kept, layout }); }} />
        {variants.length > 0 && (
          <Select label={t('welcome.variant')} value={keyboard.variant ?? plain} refusal={findingAt(findings, 'keyboard.variant')}
            options={[{ value: plain, title: t('welcome.variant.usual') }, ...variants.map(({ variant, name }) => ({ value: variant, title: name }))]}
            onChange={(variant) => { onChange({ ...kept, layout: keyboard.layout, ...(variant === plain ? {} : { variant }) }); }} />
        )}
      </div>
      <TextInput label={t('welcome.try')} description={isLocal ? t('welcome.try.local') : t('welcome.try.remote')} value={tried} onChange={setTried} isCode />
    </Panel>
  );
}
