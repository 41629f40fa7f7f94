/** A form as a browser sends it -> answers, or what is wrong with each. The same checks as on the console. */
import { hashPassword } from '../../shared/account/hash-password.ts';
import type { Host } from '../../shared/system/host.ts';
import { answerFault } from './check-answer.ts';
import { asksNow, type Answers, type Question, type QuestionId } from './question.ts';

export interface FormReading {
  answers: Answers;
  /** One sentence for each field that cannot stay so. */
  faults: Map<QuestionId, string>;
}

/** The second field for the password. */
export const againField = 'password-again';

export async function readForm(host: Host, questions: readonly Question[], fields: URLSearchParams): Promise<FormReading> {
  const answers: Answers = {};
  const faults = new Map<QuestionId, string>();
  let password: string | undefined;
  for (const question of questions) {
    const { id } = question;
    if (!asksNow(question, answers)) continue;
    const written = fields.get(id) ?? '';
    const text = question.secret ? written : written.trim() || (question.default ?? '');
    // The hash is made when nothing else is wrong; until then this stands for it.
    const fault = await answerFault(question, text, password === undefined ? answers : { ...answers, passwordHash: 'set' })
      ?? (question.secret && text !== (fields.get(againField) ?? '') ? 'the two passwords are not the same; type both again' : undefined);
    if (fault !== undefined) faults.set(id, fault);
    if (id === 'password') {
      if (text !== '') password = text;
    } else answers[id] = text;
  }
  if (faults.size === 0 && password !== undefined) answers.passwordHash = await hashPassword(host, password);
  return { answers, faults };
}
