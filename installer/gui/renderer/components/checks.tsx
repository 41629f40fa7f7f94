/** Any number of a list: services of the firewall, groups of a profile. */
import { useId, type ReactNode } from 'react';
import { Checkbox, CheckboxGroup, Label, Text } from 'react-aria-components';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';
import { Refusal } from './refusal.tsx';

export interface CheckOption<Value extends string> { value: Value; title: ReactNode; description?: ReactNode; isDisabled?: boolean }

export interface ChecksProps<Value extends string> extends FieldTexts {
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  options: readonly CheckOption<Value>[];
  isDisabled?: boolean;
  isLabelHidden?: boolean;
}

export function Checks<Value extends string>({ label, description, refusal, value, onChange, options, isDisabled, isLabelHidden }: ChecksProps<Value>) {
  return (
    <CheckboxGroup className="field checks" value={[...value]} onChange={(next) => { onChange(next as Value[]); }} isDisabled={useDisabled(isDisabled)}
      isInvalid={refusal?.severity === 'error'} validationBehavior="aria">
      <Label className={isLabelHidden ? 'hidden' : 'field-label'}>{label}</Label>
      {description && <Text slot="description" className="field-help">{description}</Text>}
      {options.map((option) => <Check key={option.value} option={option} />)}
      <Refusal finding={refusal} />
    </CheckboxGroup>
  );
}

function Check<Value extends string>({ option: { value, title, description, isDisabled } }: { option: CheckOption<Value> }) {
  const id = useId();
  return (
    <Checkbox className="check" value={value} isDisabled={isDisabled ?? false} aria-labelledby={`${id}-title`} {...(description ? { 'aria-describedby': `${id}-help` } : {})}>
      <span className="check-box" aria-hidden="true"><Icon name="check" /></span>
      <span className="card-text"><span id={`${id}-title`}>{title}</span>{description && <span className="card-help" id={`${id}-help`}>{description}</span>}</span>
    </Checkbox>
  );
}
