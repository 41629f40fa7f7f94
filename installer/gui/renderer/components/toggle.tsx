/** On or off, at once. */
import type { ReactNode } from 'react';
import { SwitchButton, SwitchField, Text } from 'react-aria-components';
import { useDisabled } from './control.ts';

export interface ToggleProps { label: ReactNode; description?: ReactNode; value: boolean; onChange: (value: boolean) => void; isDisabled?: boolean }

export function Toggle({ label, description, value, onChange, isDisabled }: ToggleProps) {
  return (
    <SwitchField className="toggle" isSelected={value} onChange={onChange} isDisabled={useDisabled(isDisabled)}>
      <SwitchButton className="toggle-button"><span className="toggle-track" aria-hidden="true"><span className="toggle-thumb" /></span><span className="toggle-label">{label}</span></SwitchButton>
      {description && <Text slot="description" className="field-help">{description}</Text>}
    </SwitchField>
  );
}
