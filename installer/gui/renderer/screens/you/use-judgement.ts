/** What the engine says of a password that is being typed, asked when the typing pauses. */
import { useEffect, useState } from 'react';
import type { PasswordJudgement, SecretName } from '../../../../../shared/protocol/request.ts';
import type { ScreenProps } from '../../screen.ts';

const pause = 250;

/** Undefined until it has answered for this very text. */
export function useJudgement(name: SecretName, password: string, ask: ScreenProps['ask']): PasswordJudgement | undefined {
  const [judged, setJudged] = useState<{ password: string; judgement: PasswordJudgement }>();
  // The engine reads its words with the first question; asked while nothing is typed, nobody waits for them.
  useEffect(() => { ask({ type: 'secret.judge', name, value: '' }).catch(() => undefined); }, [name, ask]);
  useEffect(() => {
    if (password === '') return setJudged(undefined);
    let isWanted = true;
    const timer = setTimeout(() => {
      void ask({ type: 'secret.judge', name, value: password }).then((judgement) => { if (isWanted) setJudged({ password, judgement: judgement as PasswordJudgement }); });
    }, pause);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [name, password, ask]);
  return judged?.password === password ? judged.judgement : undefined;
}
