/** A password: hidden unless asked to be seen. The value is the caller's to keep for as long as it is typed, and to forget. */
import { useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useWords } from '../i18n/use-words.ts';
import { Button } from './button.tsx';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Refusal } from './refusal.tsx';

export interface SecretInputProps extends FieldTexts {
  value: string;
  /** At every letter. */
  onChange: (value: string) => void;
  onBlur?: () => void;
  isDisabled?: boolean;
  isRequired?: boolean;
  /** `current-password` for one that exists already, such as Wi-Fi's. */
  autoComplete?: 'new-password' | 'current-password' | 'off';
}

export function SecretInput({ label, description, refusal, value, onChange, onBlur, isDisabled, isRequired, autoComplete = 'new-password' }: SecretInputProps) {
  const t = useWords();
  const [isShown, setShown] = useState(false);
  const disabled = useDisabled(isDisabled);
  return (
    <TextField className="field" value={value} onChange={onChange} onBlur={() => { onBlur?.(); }} isDisabled={disabled} isRequired={isRequired ?? false}
      isInvalid={refusal?.severity === 'error'} validationBehavior="aria" autoComplete={autoComplete} type={isShown ? 'text' : 'password'}>
      <Label className="field-label">{label}</Label>
      <div className="input-row">
        <Input className="input code" spellCheck={false} autoCapitalize="none" autoCorrect="off" dir="ltr" />
        <Button kind="plain" isDisabled={disabled} label={`${isShown ? t('common.hide') : t('common.show')}: ${label}`} onPress={() => { setShown(!isShown); }}>
          {isShown ? t('common.hide') : t('common.show')}
        </Button>
      </div>
      {description && <Text slot="description" className="field-help">{description}</Text>}
      <Refusal finding={refusal} />
    </TextField>
  );
}
