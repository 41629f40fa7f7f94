/**
 * The step: what is open is asked, and first boot goes on without the answers where it can. It waits only for what
 * the next steps are made from (names, model), and not for ever. Who may log in is asked for as long as it takes, by
 * units of their own, on every start until somebody has answered.
 */
import type { StepContext } from '../../shared/plan/step.ts';
import type { Host } from '../../shared/system/host.ts';
import { closePort } from '../net/open-port.ts';
import { answeredPath, unansweredPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler } from '../step.ts';
import { isCloudInitOn, isStageAhead } from '../steps/cloud-stage.ts';
import { closeForGood } from './answer.ts';
import { applyAnswers, finishPending, oneAtATime } from './apply-answers.ts';
import type { AskFacts } from './ask-facts.ts';
import { isAnswered } from './asking.ts';
import { openQuestions } from './open-questions.ts';
import type { Answers, Question, Topic } from './question.ts';
import { readAskFacts } from './read-ask-facts.ts';
import { portName, startAsking, stopAsking, type Way } from './start-asking.ts';

const patienceSeconds = 600;
/** An address takes a moment after the start of the network. */
const networkSeconds = 30;

export const askOpen: FirstbootHandler<'ask-open'> = async (_, context) => {
  const { host, signal } = context;
  await finishPending(host, signal);
  await forgetClone(host);
  if (await host.exists(answeredPath)) return;
  const facts = await settledFacts(context);
  const questions = openQuestions(facts);
  if (questions.length === 0) return host.remove(unansweredPath);
  const asked = facts.spec.cognos.firstboot?.ask;
  // Where somebody can log in, a console belongs to the login prompt, unless the spec says otherwise.
  if (asked === 'never' || (asked === undefined && !has(questions, 'user'))) return leaveOpen(questions, facts, context);
  await host.writeFile(unansweredPath, '');
  await startAsking(host, questions, facts, asked ?? 'console', signal);
  if (has(questions, 'hostname') || has(questions, 'model')) await wait(context);
  await oneAtATime(host, async () => {
    if (!await isAnswered(host)) await goOnWithout(questions, context);
  });
};

/** `cognos-firstboot ask`, on every start while the marker is there. @returns one line for the journal */
export async function askAgain(host: Host, signal: AbortSignal): Promise<string> {
  const finished = await finishPending(host, signal);
  const facts = await readAskFacts(host);
  const questions = openQuestions(facts);
  const way: Way = facts.spec.cognos.firstboot?.ask ?? 'console';
  if (finished || way === 'never' || !isPressing(questions)) {
    await closeForGood(host, signal);
    return finished ? 'The answers of an earlier boot are applied now' : 'Nothing is open on this machine any more';
  }
  await startAsking(host, questions, facts, way, signal);
  return 'This machine has open questions: they are asked on the console';
}

/** What nothing else can stand in for: a person, and a network that only a person can describe. */
function isPressing(questions: readonly Question[]): boolean {
  return has(questions, 'user') || has(questions, 'network');
}

function has(questions: readonly Question[], topic: Topic): boolean {
  return questions.some((question) => question.topic === topic);
}

/** The marker of the machine that this one was cloned from closes nothing here. */
async function forgetClone(host: Host): Promise<void> {
  const marker = await readIfThere(host, answeredPath);
  if (marker !== undefined && marker.trim() !== (await readIfThere(host, '/etc/machine-id') ?? '').trim()) await host.remove(answeredPath);
}

/** cloud-init may be about to make a user, and DHCP about to give an address. */
async function settledFacts({ host, signal }: StepContext): Promise<AskFacts> {
  // users, ssh keys and passwords of the user-data are in place after this stage.
  while (await isCloudInitOn(host) && await isStageAhead(host, 'cloud-config.service')) await host.run('sleep', ['1'], { signal });
  let facts = await readAskFacts(host);
  for (let waited = 0; waited < networkSeconds && facts.networkConfigured && has(openQuestions(facts), 'network'); waited += 1) {
    await host.run('sleep', ['1'], { signal });
    facts = await readAskFacts(host);
  }
  return facts;
}

/** Nobody is asked: what has a default has it, and what has none is said. */
async function leaveOpen(questions: readonly Question[], { hostname, spec }: AskFacts, { host, signal, warn }: StepContext): Promise<void> {
  await closePort(host, portName, signal);
  await stopAsking(host, signal);
  if (has(questions, 'hostname') && spec.cognos.firstboot?.ask !== 'never') await warn(`The host name was left open and stays ${hostname || 'empty'}; \`hostnamectl hostname NAME\` gives the machine another`);
  if (has(questions, 'user')) await warn('Nobody can log in, and the spec says that nobody is to be asked (cognos.firstboot.ask: never); give it users, or leave ask out to be asked on the console');
  if (has(questions, 'network')) await warn('No network interface has an address, and the spec says nothing about the network; write a file in /etc/netplan and run `netplan apply`');
}

async function wait({ host, signal, onProgress }: StepContext): Promise<void> {
  for (let waited = 0; waited < patienceSeconds; waited += 1) {
    if (await isAnswered(host)) return;
    onProgress({ fraction: waited / patienceSeconds });
    await host.run('sleep', ['1'], { signal });
  }
}

/** Names and model by their defaults; for a person there is none, so the terminals go on asking. */
async function goOnWithout(questions: readonly Question[], { host, signal, warn }: StepContext): Promise<void> {
  const defaults: Answers = {};
  for (const { id, topic, default: text } of questions) {
    if ((topic === 'hostname' || topic === 'model') && id !== 'password' && text !== undefined) defaults[id] = text;
  }
  if (Object.keys(defaults).length > 0) {
    await applyAnswers(host, defaults, signal);
    await warn(`Nobody answered within ${patienceSeconds / 60} minutes, so these were taken: ${Object.entries(defaults).map(([id, text]) => `${id} ${text}`).join(', ')}`);
  }
  if (!isPressing(questions)) return closeForGood(host, signal);
  if (has(questions, 'user')) await warn('Nobody can log in yet: the questions are on the console, and are asked there until somebody answers');
}
