/** The questions on a terminal, 80 by 24 and plain: one after another, back, a look at all of them, then apply. */
import { hashPassword } from '../../shared/account/hash-password.ts';
import { escapeForTerminal } from '../../shared/errors.ts';
import { wrap } from '../../shared/machine/wrap.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { answerFault } from './check-answer.ts';
import type { LineEditor } from './line-editor.ts';
import { asksNow, type Answers, type Question } from './question.ts';

const width = 78;

export interface ConsoleForm {
  host: Host;
  editor: LineEditor;
  say: (text: string) => void;
  questions: readonly Question[];
  /** Called with the keyboard layout as soon as it is known. */
  useKeyboard: (layout: string) => Promise<void>;
}

type Step = 'next' | 'back';

/** Resolves when a person has looked at all answers and confirmed them. @param before of an earlier try */
export async function fillIn(form: ConsoleForm, before: Answers = {}): Promise<Answers> {
  const answers: Answers = { ...before };
  for (let at = 0;;) {
    const asked = form.questions.filter((question) => asksNow(question, answers));
    const question = asked[at];
    if (!question) {
      const next = await review(form, asked, answers);
      if (next === 'apply') return onlyAsked(answers, asked);
      at = next;
      continue;
    }
    form.say(`\nQuestion ${at + 1} of ${asked.length}: ${question.prompt}\n${indented(question.help + (question.examples ? ' ? and Enter lists them.' : ''))}`);
    at = await ask(form, question, answers) === 'next' ? at + 1 : Math.max(0, at - 1);
  }
}

async function ask(form: ConsoleForm, question: Question, answers: Answers): Promise<Step> {
  for (;;) {
    const shown = defaultOf(question, answers);
    const typed = await readLine(form, `${question.prompt}${shown === undefined || shown === '' ? '' : ` [${shown}]`}: `, question.secret === true);
    if (typed === undefined) return 'back';
    if (typed.trim() === '?' && question.examples) {
      form.say(indented(question.examples.join(' ')));
      continue;
    }
    if (question.secret && typed === '' && answers.passwordHash !== undefined) return 'next';
    const text = question.secret ? (typed === 'none' ? '' : typed) : typed.trim() === '' ? shown ?? '' : typed.trim();
    const fault = await answerFault(question, text, answers);
    if (fault !== undefined) {
      complain(form, fault);
      continue;
    }
    if (question.id === 'password') {
      const step = await keepPassword(form, text, answers);
      if (step !== undefined) return step;
      continue;
    }
    answers[question.id] = text;
    if (question.id === 'keyboard') await form.useKeyboard(text);
    return 'next';
  }
}

/** Undefined: the two did not match, ask again. Only the hash is kept. */
async function keepPassword(form: ConsoleForm, text: string, answers: Answers): Promise<Step | undefined> {
  delete answers.passwordHash;
  if (text === '') return 'next';
  const again = await readLine(form, 'The same password again: ', true);
  if (again === undefined) return 'back';
  if (again !== text) {
    complain(form, 'the two passwords are not the same; type both again');
    return undefined;
  }
  try {
    answers.passwordHash = await hashPassword(form.host, text);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error; // The other answers are worth keeping.
    complain(form, `this machine could not encrypt the password (${error.message}); try again, or leave it empty and give a key`);
    return undefined;
  }
  form.say('The password is taken.');
  return 'next';
}

/** Undefined means back: Ctrl-P, or `<` alone. */
async function readLine(form: ConsoleForm, prompt: string, secret: boolean): Promise<string | undefined> {
  for (;;) {
    const typed = await form.editor.read(prompt, secret);
    if ('line' in typed) return typed.line.trim() === '<' ? undefined : typed.line;
    if (typed.key === 'back') return undefined;
    form.say('Ctrl-C ends nothing here: this machine needs the answers. Type < to go back.');
  }
}

/** The index of a question to go to, or the word. */
async function review(form: ConsoleForm, asked: readonly Question[], answers: Answers): Promise<number | 'apply'> {
  form.say(`\nPlease check your answers. Nothing has been changed so far.\n${asked.map((question, index) => `  ${String(index + 1).padStart(2)}  ${question.prompt}: ${shownAnswer(question, answers)}`).join('\n')}`);
  for (;;) {
    const typed = (await readLine(form, 'Write apply, or the number of an answer to change it: ', false))?.trim().toLowerCase();
    if (typed === undefined) return Math.max(0, asked.length - 1);
    if (typed === 'apply') return 'apply';
    const number = Number(typed);
    if (Number.isInteger(number) && number >= 1 && number <= asked.length) return number - 1;
    complain(form, `write the word apply, or a number from 1 to ${asked.length}`);
  }
}

function shownAnswer({ id }: Question, answers: Answers): string {
  if (id === 'password') return answers.passwordHash === undefined ? 'none' : 'set (not shown)';
  const text = answers[id] ?? '';
  return escapeForTerminal(text === '' ? 'none' : text.length > 48 ? `${text.slice(0, 32)}...${text.slice(-12)}` : text);
}

/** What was answered before stands there instead of the default. */
function defaultOf(question: Question, answers: Answers): string | undefined {
  if (question.id === 'password') return answers.passwordHash === undefined ? '' : 'as before; none takes it away';
  return answers[question.id] ?? question.default;
}

/** Of a fixed address that was then made automatic, nothing is left. */
function onlyAsked(answers: Answers, asked: readonly Question[]): Answers {
  const ids = new Set<string>(asked.map(({ id }) => (id === 'password' ? 'passwordHash' : id)));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)));
}

function complain(form: ConsoleForm, sentence: string): void {
  form.say(wrap(`That cannot be: ${escapeForTerminal(sentence)}.`, width).join('\n'));
}

function indented(text: string): string {
  return wrap(`  ${text}`, width).join('\n');
}
