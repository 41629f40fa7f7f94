/** Whether an answer can be, by the validation of the spec: the same rules in the same sentences, whoever asks. */
import { passwordFault } from '../../shared/account/password-rule.ts';
import { findForbidden, describeCharacter } from '../../shared/spec/decode-text.ts';
import { nearest } from '../../shared/spec/nearest.ts';
import { validateSpec } from '../../shared/spec/validate-spec.ts';
import { specOfAnswers } from './answers-to-spec.ts';
import type { Answers, Question, QuestionId } from './question.ts';

/** Longer is no name, no address and no key. */
const longestAnswer = 8192;

/** What is wrong, one sentence; undefined for a good answer. @param text without spaces around it, the default filled in */
export async function answerFault(question: Question, text: string, before: Answers): Promise<string | undefined> {
  const forbidden = findForbidden(text);
  if (text.length > longestAnswer) return `this is longer than ${longestAnswer} characters; shorten it`;
  if (forbidden !== undefined) return describeCharacter(forbidden);
  if (question.id === 'password') return text === '' ? undefined : passwordFault(text, before.user);
  if (question.choices) return question.choices.includes(text) ? undefined : notAmong(text, question.choices);
  if (text === '' && question.default === '') return question.id === 'key' ? nobody(before) : undefined;
  if (text === '') return `an answer is needed here; ${question.prompt.toLowerCase()} cannot be left empty`;
  if (question.taken?.includes(text)) return `${JSON.stringify(text)} is a user of the system itself; choose another name`;
  if (question.id === 'model') return modelFault(text);
  const validation = await validateSpec(specOfAnswers(partOf(question.id, text, before)));
  return validation.ok ? undefined : validation.findings.find(({ severity }) => severity === 'error')?.message;
}

/** The answer with what it cannot be judged without. */
function partOf(id: QuestionId, text: string, { interface: name, method, address }: Answers): Answers {
  if (id === 'key') return { user: 'ada', key: text };
  if (id === 'address') return { interface: name ?? 'eth0', method: 'fixed', address: text };
  if (id === 'gateway' || id === 'nameservers') return { interface: name ?? 'eth0', method: method ?? 'fixed', ...address === undefined ? {} : { address }, [id]: text };
  return { [id]: text };
}

function nobody({ passwordHash }: Answers): string | undefined {
  return passwordHash === undefined ? 'without a password and without a key nobody could log in; paste a key here, or go back and write a password' : undefined;
}

function notAmong(text: string, choices: readonly string[]): string {
  const near = nearest(text, choices);
  return `${JSON.stringify(text.slice(0, 48))} is none of ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

async function modelFault(text: string): Promise<string | undefined> {
  const { builtinCatalogue } = await import('../../shared/models/builtin-catalogue.ts');
  const ids = ['auto', 'none', ...builtinCatalogue.models.map(({ id }) => id)];
  if (ids.includes(text)) return undefined;
  const near = nearest(text, ids);
  return `there is no model ${JSON.stringify(text.slice(0, 48))} in the catalogue; ${near === undefined ? 'write auto, none, or the id of one' : `did you mean ${near}?`}`;
}
