/** Why a field cannot be as it is, beside the field, with the nearest thing that works as a button. */
import { useContext } from 'react';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { Button } from './button.tsx';
import { ControlContext } from './control.ts';
import { Icon } from './icon.tsx';

export function Refusal({ finding }: { finding?: LocalFinding | undefined }) {
  const t = useWords();
  const { ask } = useContext(ControlContext);
  const instead = finding?.instead;
  return (
    <div className={`refusal refusal-${finding?.severity ?? 'error'}`} role="status">
      {finding && <p><Icon name="warning" />{t.finding(finding)}</p>}
      {instead && <Button kind="quiet" onPress={() => ask({ type: 'answers.set', ...instead })}>{t('common.instead', { label: instead.label })}</Button>}
    </div>
  );
}
