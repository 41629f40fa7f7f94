/** Label, control, help and refusal of one question. For controls of your own; TextInput, Select and the others bring theirs. */
import { useId, type ReactNode } from 'react';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { Refusal } from './refusal.tsx';

export interface FieldTexts {
  label: string;
  description?: ReactNode;
  refusal?: LocalFinding | undefined;
}

export function Field({ label, description, refusal, children }: FieldTexts & { children: ReactNode }) {
  const id = useId();
  return (
    <div className="field" role="group" aria-labelledby={id} aria-describedby={description ? `${id}-help` : undefined}>
      <span className="field-label" id={id}>{label}</span>
      {children}
      {description && <div className="field-help" id={`${id}-help`}>{description}</div>}
      <Refusal finding={refusal} />
    </div>
  );
}
