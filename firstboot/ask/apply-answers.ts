/**
 * What was answered, made so: user, names, network, places, and the spec last. Accepted answers are on disk before
 * the first of it is done, so that a power cut in the middle leaves no half user: the next start finishes them.
 */
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { validateSpec } from '../../shared/spec/validate-spec.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { createUser } from '../../shared/steps/create-user.ts';
import { planUsers } from '../../shared/steps/plan-users.ts';
import type { Host } from '../../shared/system/host.ts';
import { saveSpec } from '../accepted-spec.ts';
import { applyLockPath, pendingAnswersPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { readSpec } from '../read-spec.ts';
import { specOfAnswers } from './answers-to-spec.ts';
import { mergeSpec, specText } from './merge-spec.ts';
import { nameMachine } from './name-machine.ts';
import type { Answers } from './question.ts';
import { setPlaces } from './set-places.ts';
import { writeNetwork } from './write-network.ts';

/** Throws RefusedError, nothing changed, for answers that cannot be. */
export async function applyAnswers(host: Host, answers: Answers, signal: AbortSignal): Promise<void> {
  const validation = await validateSpec(specOfAnswers(answers));
  if (!validation.ok) throw new RefusedError(validation.findings, exitCodes.specRefused);
  const { spec } = validation;
  // netplan judges a network better than anybody; what it refuses is refused before there is a user.
  await writeNetwork(host, spec.network, signal);
  await host.writeFile(pendingAnswersPath, `${JSON.stringify(answers)}\n`, { mode: 0o600 });
  await makeUsers(host, spec, signal);
  if (spec.hostname !== undefined) await nameMachine(host, spec.hostname, signal);
  await setPlaces(host, spec);
  await host.makeDirectory('/etc/cognos', { mode: 0o755 });
  await saveSpec(host, specText(mergeSpec(await readSpec(host), spec)));
  // useradd copies a home without fsync.
  await host.run('sync', [], { signal });
  await host.remove(pendingAnswersPath);
}

/** First boot takes defaults while somebody may be answering: one of them writes, the other waits. */
export async function oneAtATime<T>(host: Host, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await host.lock(applyLockPath);
    if (!lock) {
      await host.run('sleep', ['1']);
      continue;
    }
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}

/** @returns whether a power cut had left any. What cannot be applied this time either is asked again. */
export async function finishPending(host: Host, signal: AbortSignal): Promise<boolean> {
  return await host.exists(pendingAnswersPath) && oneAtATime(host, () => finishNow(host, signal));
}

async function finishNow(host: Host, signal: AbortSignal): Promise<boolean> {
  const text = await readIfThere(host, pendingAnswersPath);
  if (text === undefined) return false;
  try {
    await applyAnswers(host, JSON.parse(text) as Answers, signal);
    return true;
  } catch {
    signal.throwIfAborted();
    await host.remove(pendingAnswersPath);
    return false;
  }
}

async function makeUsers(host: Host, spec: InstallSpec, signal: AbortSignal): Promise<void> {
  const context: StepContext = { host, target: host, signal, reveal: (text) => text, onProgress: () => undefined, warn: async () => undefined };
  for (const step of planUsers(spec)) if (step.kind === 'create-user') await createUser(step, context);
}
