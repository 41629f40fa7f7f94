/** One of a list that is short enough to look through. */
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';
import { identified, type Option } from './option.ts';
import { Refusal } from './refusal.tsx';

export interface SelectProps<Value extends string> extends FieldTexts {
  value: Value | undefined;
  onChange: (value: Value) => void;
  options: readonly Option<Value>[];
  isDisabled?: boolean;
  placeholder?: string;
}

export function Select<Value extends string>({ label, description, refusal, value, onChange, options, isDisabled, placeholder }: SelectProps<Value>) {
  return (
    <AriaSelect className="field" value={value ?? null} onChange={(next) => { if (next !== null) onChange(next as Value); }}
      isDisabled={useDisabled(isDisabled)} isInvalid={refusal?.severity === 'error'} validationBehavior="aria" {...(placeholder ? { placeholder } : {})}>
      <Label className="field-label">{label}</Label>
      <Button className="input select-button"><SelectValue className="select-value" /><Icon name="down" /></Button>
      {description && <Text slot="description" className="field-help">{description}</Text>}
      <Refusal finding={refusal} />
      <Popover className="popover">
        <ListBox className="list" items={identified(options)}>{(option) => <Item option={option} />}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Item({ option: { value, title, description, isDisabled } }: { option: Option }) {
  return (
    <ListBoxItem className="list-item" id={value} textValue={title} isDisabled={isDisabled ?? false}>
      <Text slot="label">{title}</Text>
      {description && <Text slot="description" className="field-help">{description}</Text>}
    </ListBoxItem>
  );
}
