/** The login name goes with the full name until somebody chooses another. Pure. */
import type { YouAnswers } from '../../../../../shared/protocol/answers.ts';
import { suggestLogin } from './suggest-login.ts';

export function followName(before: YouAnswers, fullName: string): YouAnswers {
  const isSuggested = before.name === suggestLogin(before.fullName);
  return { ...before, fullName, name: isSuggested ? suggestLogin(fullName) : before.name };
}
