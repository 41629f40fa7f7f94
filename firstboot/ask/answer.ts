/**
 * `cognos-firstboot answer`, as root, started by cognos-answer.path when answers are there: what an unprivileged
 * process handed over is checked again, against what is open at this moment, and applied.
 */
import { escapeForTerminal, RefusedError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { closePort } from '../net/open-port.ts';
import { answeredPath, answersPath, outcomePath, pendingAnswersPath, unansweredPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { applyAnswers, finishPending, oneAtATime } from './apply-answers.ts';
import { readAsked, type Outcome, type Submission } from './asking.ts';
import { answerFault } from './check-answer.ts';
import { openQuestions } from './open-questions.ts';
import { asksNow, type Answers, type Question } from './question.ts';
import { readAskFacts } from './read-ask-facts.ts';
import { portName, stopAsking } from './start-asking.ts';

/** @returns one line for the journal, without anything that was answered */
export async function answer(host: Host, signal: AbortSignal): Promise<string> {
  if (await finishPending(host, signal)) {
    await closeForGood(host, signal);
    return 'The answers of an earlier boot are applied now';
  }
  return oneAtATime(host, () => answerNow(host, signal));
}

async function answerNow(host: Host, signal: AbortSignal): Promise<string> {
  const text = await readIfThere(host, answersPath);
  if (text === undefined) return 'There are no answers';
  const { id, answers } = JSON.parse(text) as Submission;
  const sentence = await tryToApply(host, answers, signal);
  // Before the outcome: who sees that may try again at once.
  await host.remove(answersPath);
  await host.writeFile(outcomePath, `${JSON.stringify((sentence === undefined ? { id, ok: true } : { id, ok: false, sentence }) satisfies Outcome)}\n`);
  if (sentence !== undefined) return `The answers were refused: ${escapeForTerminal(sentence)}`;
  await closeForGood(host, signal);
  return 'The open questions of this machine are answered';
}

/** Why not, one sentence. */
async function tryToApply(host: Host, given: Answers, signal: AbortSignal): Promise<string | undefined> {
  const questions = await acceptedQuestions(host);
  const answers = onlyThese(questions, given);
  const fault = 'user' in given && !('user' in answers) ? 'somebody can log in to this machine by now, so nobody is added here' : await findFault(questions, answers);
  if (fault !== undefined) return fault;
  try {
    await applyAnswers(host, answers, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    // Kept for a power cut only: now there is somebody to ask again.
    await host.remove(pendingAnswersPath);
    return error instanceof RefusedError ? error.findings.map(({ message }) => message).join('; ') : error instanceof Error ? error.message : String(error);
  }
}

/**
 * What root asked for. A host name may come after the default was taken; a user only while nobody can log in, and a
 * model only before one was chosen.
 */
async function acceptedQuestions(host: Host): Promise<Question[]> {
  const facts = await readAskFacts(host);
  const asksUser = openQuestions(facts).some(({ topic }) => topic === 'user');
  const { questions = [] } = await readAsked(host) ?? {};
  return questions.filter(({ topic }) => (topic === 'user' ? asksUser : topic !== 'model' || !facts.chosen));
}

function onlyThese(questions: readonly Question[], given: Answers): Answers {
  const ids = new Set<string>(questions.map(({ id }) => (id === 'password' ? 'passwordHash' : id)));
  return Object.fromEntries(Object.entries(given).filter(([id, text]) => ids.has(id) && typeof text === 'string'));
}

async function findFault(questions: readonly Question[], answers: Answers): Promise<string | undefined> {
  for (const question of questions) {
    if (question.id === 'password' || !asksNow(question, answers)) continue;
    const text = answers[question.id];
    // The keyboard is asked on a screen only.
    if (text === undefined && question.screenOnly) continue;
    const fault = await answerFault(question, text ?? '', answers);
    if (fault !== undefined) return `${question.prompt}: ${fault}`;
  }
  return undefined;
}

/** Nothing asks again on this machine; a clone of it has another id. */
export async function closeForGood(host: Host, signal: AbortSignal): Promise<void> {
  await host.writeFile(answeredPath, await readIfThere(host, '/etc/machine-id') ?? '');
  await host.remove(unansweredPath);
  await closePort(host, portName, signal);
  await stopAsking(host, signal);
}
