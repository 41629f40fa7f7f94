/** What stands between who asks (unprivileged) and who applies (root): four files, none with a password in it. */
import type { Host } from '../../shared/system/host.ts';
import { answeredPath, answersPath, askFolder, outcomePath, questionsPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Answers, Question } from './question.ts';

export interface Asked { questions: Question[]; hostname: string }
/** `id` tells an outcome from that of other answers. */
export interface Submission { id: string; answers: Answers }
export type Outcome = { id: string; ok: true } | { id: string; ok: false; sentence: string };

export async function readAsked(host: Host): Promise<Asked | undefined> {
  const text = await readIfThere(host, questionsPath);
  return text === undefined ? undefined : JSON.parse(text) as Asked;
}

export async function isAnswered(host: Host): Promise<boolean> {
  return await host.exists(answeredPath) || !await host.exists(questionsPath);
}

/** Whoever is first: false when other answers are being applied. */
export async function submit(host: Host, submission: Submission): Promise<boolean> {
  const lock = await host.lock(`${askFolder}/lock`);
  if (!lock) return false;
  try {
    if (await isAnswered(host) || await host.exists(answersPath)) return false;
    await host.writeFile(answersPath, `${JSON.stringify(submission)}\n`, { mode: 0o600 });
    return true;
  } finally {
    await lock.release();
  }
}

export async function readOutcome(host: Host, id: string): Promise<Outcome | undefined> {
  const text = await readIfThere(host, outcomePath);
  const outcome = text === undefined ? undefined : JSON.parse(text) as Outcome;
  return outcome?.id === id ? outcome : undefined;
}

/** Users, names and a restart of the network take seconds; whoever stands there must not wait for what died. */
const patienceMilliseconds = 120_000;

/** Polls: a watch on files is not worth its code. */
export async function awaitOutcome(host: Host, id: string, pause: () => Promise<void>): Promise<Outcome> {
  for (const begun = performance.now(); performance.now() - begun < patienceMilliseconds;) {
    const outcome = await readOutcome(host, id);
    if (outcome) return outcome;
    await pause();
  }
  await host.remove(answersPath);
  return { id, ok: false, sentence: 'nothing on this machine took them within two minutes (cognos-answer.service); write apply once more' };
}
