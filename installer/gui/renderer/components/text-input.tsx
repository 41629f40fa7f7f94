import { Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { FieldTexts } from './field.tsx';
import { Refusal } from './refusal.tsx';
import { useDisabled } from './control.ts';
import { useDraft } from './use-draft.ts';

export interface TextInputProps extends FieldTexts {
  value: string;
  /** Called when typing pauses for `delay` ms (250), and when the field is left. */
  onChange: (value: string) => void;
  delay?: number;
  isDisabled?: boolean;
  isRequired?: boolean;
  /** More than one line. */
  rows?: number;
  type?: 'text' | 'url' | 'email';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'url';
  placeholder?: string;
  /** For addresses, names of computers and the like: no capitals by themselves, no red lines, left to right in every language. */
  isCode?: boolean;
  maxLength?: number;
  /** Where a table's column says it to the eye. */
  isLabelHidden?: boolean;
}

export function TextInput({ label, description, refusal, value, onChange, delay = 250, isDisabled, isRequired, rows, type = 'text', inputMode, placeholder, isCode, maxLength, isLabelHidden }: TextInputProps) {
  const draft = useDraft(value, onChange, delay);
  const spelling = isCode ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off', dir: 'ltr', className: 'input code' } as const : { className: 'input' };
  return (
    <TextField className="field" value={draft.text} onChange={draft.onChange} onFocus={draft.onFocus} onBlur={draft.onBlur} isDisabled={useDisabled(isDisabled)}
      isRequired={isRequired ?? false} isInvalid={refusal?.severity === 'error'} validationBehavior="aria" autoComplete="off" type={type}>
      <Label className={isLabelHidden ? 'hidden' : 'field-label'}>{label}</Label>
      {rows ? <TextArea rows={rows} placeholder={placeholder} {...spelling} />
        : <Input inputMode={inputMode} placeholder={placeholder} maxLength={maxLength} {...spelling} />}
      {description && <Text slot="description" className="field-help">{description}</Text>}
      <Refusal finding={refusal} />
    </TextField>
  );
}
