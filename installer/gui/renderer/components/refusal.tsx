/** Why a field cannot be as it is, beside the field, with the nearest thing that works as a button. */
import { useContext } from 'react';
import type { Verb } from '../../../../shared/protocol/request.ts';
import type { LocalFinding } from '../../../../shared/protocol/snapshot.ts';
import { useWords, type Words } from '../i18n/use-words.ts';
import { Button } from './button.tsx';
import { ControlContext } from './control.ts';
import { FindingText } from './finding-text.tsx';
import { Icon } from './icon.tsx';

export function Refusal({ finding }: { finding?: LocalFinding | undefined }) {
  const t = useWords();
  const { ask } = useContext(ControlContext);
  const instead = finding?.instead;
  return (
    <div className={`refusal refusal-${finding?.severity ?? 'error'}`} role="status">
      {finding && <p><Icon name="warning" /><FindingText finding={finding} /></p>}
      {instead && <Button kind="quiet" onPress={() => ask(answer(instead))}>{sayInstead(t, instead)}</Button>}
    </div>
  );
}

type Instead = NonNullable<LocalFinding['instead']>;

/** The engine takes a section and its value, and no label beside them. */
function answer({ section, value }: Instead): Verb {
  return { type: 'answers.set', section, value } as Verb;
}

function sayInstead(t: Words, { label, word }: Instead): string {
  return (word === undefined ? undefined : t.maybe(`findings.instead.${word}`, { label })) ?? t('common.instead', { label });
}
