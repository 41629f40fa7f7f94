/** A real prompt to the running agent: does it answer, does it refuse strangers, how fast is it. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { apiKeyPath } from '../paths.ts';
import { askAgent, statusWithoutKey, type Answer } from './ask-agent.ts';

const prompt = 'You are the assistant of a small server that was switched on for the first time today. Its administrator reads your first words '
  + 'on the console. Say in two or three plain sentences what a language model that runs on a machine of one\'s own is good for, '
  + 'what it should not be trusted with, and wish the administrator a good day.';
const tokens = 32;
/** A machine that is just starting has other things to do as well: the best of a few is what it can do. */
const tries = 3;

/** The first answer that is fast enough, else the fastest of a few. */
export async function measureAgent(host: Host, url: string, enough: number | undefined, signal: AbortSignal): Promise<Answer> {
  let fastest = await askAgent(host, { url, keyPath: apiKeyPath, prompt, tokens, signal });
  for (let again = 1; again < tries && fastest.generation.perSecond < (enough ?? 0); again += 1) {
    const answer = await askAgent(host, { url, keyPath: apiKeyPath, prompt, tokens, signal });
    if (answer.generation.perSecond > fastest.generation.perSecond) fastest = answer;
  }
  return fastest;
}

/** An agent that answers without the key is stopped: it would serve everyone who can reach it. */
export async function requireKey(host: Host, url: string, unit: string, signal: AbortSignal): Promise<void> {
  const status = await statusWithoutKey(host, url, signal);
  if (status === 401) return;
  if (status === 200) await host.run('systemctl', ['stop', unit]);
  throw new InstallerError({
    code: 'agent-unguarded', exitCode: exitCodes.failedResumable,
    message: `The agent answered a request without its key with status ${status} instead of 401${status === 200 ? ' and was stopped' : ''}`,
    action: `Look at \`systemctl cat ${unit}\`: nothing there may take away --api-key-file.`,
  });
}
