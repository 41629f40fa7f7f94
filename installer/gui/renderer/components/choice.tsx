/** One of a few, each with a sentence: cards with a radio button. */
import { useId, type ReactNode } from 'react';
import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Refusal } from './refusal.tsx';

export interface ChoiceOption<Value extends string> {
  value: Value;
  title: ReactNode;
  description?: ReactNode;
  /** At the end of the title's line: "recommended". */
  badge?: ReactNode;
  isDisabled?: boolean;
  /** BCP 47, when the title is in another language than the page. */
  lang?: string;
  /** What a screen reader calls it, where title and badge do not tell two of them apart. Begins with the title. */
  name?: string;
}

export interface ChoiceProps<Value extends string> extends FieldTexts {
  value: Value | undefined;
  onChange: (value: Value) => void;
  options: readonly ChoiceOption<Value>[];
  isDisabled?: boolean;
  /** Small cards side by side. */
  isCompact?: boolean;
  isLabelHidden?: boolean;
}

export function Choice<Value extends string>({ label, description, refusal, value, onChange, options, isDisabled, isCompact, isLabelHidden }: ChoiceProps<Value>) {
  return (
    <RadioGroup className="field choice" value={value ?? null} onChange={(next) => { onChange(next as Value); }} isDisabled={useDisabled(isDisabled)}
      isInvalid={refusal?.severity === 'error'} validationBehavior="aria">
      <Label className={isLabelHidden ? 'hidden' : 'field-label'}>{label}</Label>
      {description && <Text slot="description" className="field-help">{description}</Text>}
      <div className={isCompact ? 'choice-cards compact' : 'choice-cards'}>
        {options.map((option) => <Card key={option.value} option={option} />)}
      </div>
      <Refusal finding={refusal} />
    </RadioGroup>
  );
}

function Card<Value extends string>({ option: { value, title, description, badge, isDisabled, lang, name } }: { option: ChoiceOption<Value> }) {
  const id = useId();
  return (
    // The name is the title alone; the sentence below it is read after it, as its description.
    <Radio className="card" value={value} isDisabled={isDisabled ?? false} {...(name === undefined ? { 'aria-labelledby': `${id}-title` } : { 'aria-label': name })} {...(description ? { 'aria-describedby': `${id}-help` } : {})}>
      <span className="card-dot" aria-hidden="true" />
      <span className="card-text">
        <span className="card-title" id={`${id}-title`}><span lang={lang}>{title}</span>{badge && <span className="badge">{badge}</span>}</span>
        {description && <span className="card-help" id={`${id}-help`}>{description}</span>}
      </span>
    </Radio>
  );
}
