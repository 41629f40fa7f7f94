/** What is to be done with two typed passwords, and what is said of them. Pure: the window keeps them, and forgets them. */
import type { PasswordJudgement } from '../../../../../shared/protocol/request.ts';

export interface TypedPassword {
  first: string;
  again: string;
  /** Of `first` as it is now; undefined until the engine has answered. */
  judgement: PasswordJudgement | undefined;
  /** The second field was left once: before that a difference is only a beginning. */
  againLeft: boolean;
}

export type PasswordStep = 'empty' | 'judging' | 'refused' | 'repeat' | 'different' | 'set';

export function passwordStep({ first, again, judgement, againLeft }: TypedPassword): PasswordStep {
  if (first === '') return 'empty';
  if (!judgement) return 'judging';
  if (judgement.refused !== undefined) return 'refused';
  if (again === first) return 'set';
  return again !== '' && (againLeft || !first.startsWith(again)) ? 'different' : 'repeat';
}
