/** Two fields with a new secret, and the engine's copy of it: given as soon as both agree, taken back when they no longer do. */
import { useEffect, useRef, useState } from 'react';
import type { PasswordJudgement, SecretName } from '../../../../../shared/protocol/request.ts';
import type { ScreenProps } from '../../screen.ts';
import { passwordStep, type PasswordStep } from './password-step.ts';
import { useJudgement } from './use-judgement.ts';

export interface NewPassword {
  first: string;
  again: string;
  setFirst: (text: string) => void;
  setAgain: (text: string) => void;
  leaveAgain: () => void;
  judgement: PasswordJudgement | undefined;
  step: PasswordStep;
  /** The engine has what is typed. */
  isGiven: boolean;
}

export function useNewPassword(name: SecretName, ask: ScreenProps['ask']): NewPassword {
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const [againLeft, setAgainLeft] = useState(false);
  const [given, setGiven] = useState<string>();
  const judgement = useJudgement(name, first, ask);
  const step = passwordStep({ first, again, judgement, againLeft });
  const wanted = step === 'set' ? first : undefined;
  // What was sent, which is ahead of what was answered.
  const sent = useRef<string>(undefined);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (sent.current === wanted) return;
    sent.current = wanted;
    setGiven(undefined);
    // One after the other: hashing takes a while, and a password that was taken back meanwhile must not come out of it last.
    const answer = before.current.catch(() => undefined).then(() => ask({ type: 'secret.set', name, value: wanted ?? null }));
    before.current = answer;
    void answer.then(() => { if (sent.current === wanted) setGiven(wanted); });
  }, [name, wanted, ask]);
  // Whoever goes on before the answer came has said it all the same: both fields agree, and the engine judges it again.
  const unsaid = useRef<string>(undefined);
  unsaid.current = step === 'judging' && first === again ? first : undefined;
  useEffect(() => () => { if (unsaid.current !== undefined) void ask({ type: 'secret.set', name, value: unsaid.current }); }, [name, ask]);
  return { first, again, setFirst, setAgain, leaveAgain: () => { setAgainLeft(true); }, judgement, step, isGiven: given !== undefined && given === wanted };
}
