/** The agent's service, and one more for each further instance: configured, enabled, started, answering. */
import { posix } from 'node:path';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { converging } from '../../shared/plan/converge.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { readAi } from '../read-ai.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler, FirstbootStep } from '../step.ts';
import { agentFiles } from './agent-files.ts';
import { mainStem, type Agent } from './agent.ts';
import { hasApiKey, makeApiKey } from './api-key.ts';
import { awaitHealth, isHealthy } from './await-health.ts';
import { confineAgent } from './confine-agent.ts';
import { readAgents } from './read-agents.ts';

export const startAgent: FirstbootHandler<'start-agent'> = async (step, context) => {
  const { host, warn } = context;
  const ai = await readAi(host);
  if (!ai) return warn('No agent is started: no model was chosen');
  const { agents, refused } = await readAgents(host, ai);
  if (!ai.choice.model) await warn(`No agent is started: ${ai.choice.reason}`);
  for (const sentence of refused) await warn(sentence);
  if (agents.length > 0) await confineAgent(host, warn);
  for (const agent of agents) {
    if (agent.stem === mainStem) await bringUp(agent, step, context);
    else await bringUpFurther(agent, step, context);
  }
};

/** The machine is ready without it. */
async function bringUpFurther(agent: Agent, step: FirstbootStep & { kind: 'start-agent' }, context: StepContext): Promise<void> {
  try {
    await bringUp(agent, step, context);
  } catch (error) {
    if (!(error instanceof InstallerError || error instanceof CommandError)) throw error;
    context.signal.throwIfAborted();
    await context.warn(`The further agent does not run: ${error.message}`);
  }
}

async function bringUp(agent: Agent, step: FirstbootStep & { kind: 'start-agent' }, context: StepContext): Promise<void> {
  await converging<FirstbootStep, 'start-agent'>({
    check: (_, { host, signal }) => isUp(host, agent, signal),
    apply: (_, { host, signal }) => start(host, agent, signal),
  })(step, context);
}

async function isUp(host: Host, agent: Agent, signal: AbortSignal): Promise<boolean> {
  return await hasApiKey(host) && await isConfigured(host, agent) && await isEnabled(host, agent) && await isActive(host, agent) && isHealthy(host, agent, signal);
}

async function isConfigured(host: Host, agent: Agent): Promise<boolean> {
  for (const { path, content } of agentFiles(agent)) if (await readIfThere(host, path) !== content) return false;
  return true;
}

async function isEnabled(host: Host, { stem }: Agent): Promise<boolean> {
  // 1 is the answer for disabled ones, 4 for what does not exist.
  return (await host.run('systemctl', ['is-enabled', `${stem}.service`], { okExitCodes: [0, 1, 4] })).trim() === 'enabled';
}

async function isActive(host: Host, { stem }: Agent): Promise<boolean> {
  return (await host.run('systemctl', ['is-active', `${stem}.service`], { okExitCodes: [0, 3, 4] })).trim() === 'active';
}

/** Stopped before its files change: whatever ends this halfway leaves none running with what the files no longer say. */
async function start(host: Host, agent: Agent, signal: AbortSignal): Promise<void> {
  const unit = `${agent.stem}.service`;
  if (!await host.exists(agent.model)) throw noModel(agent);
  await makeApiKey(host);
  if (!await isConfigured(host, agent)) {
    await host.run('systemctl', ['stop', unit], { signal });
    await writeFiles(host, agent);
  }
  await host.run('systemctl', ['daemon-reload'], { signal });
  if (!await isEnabled(host, agent)) await host.run('systemctl', ['enable', '--quiet', unit], { signal });
  await host.run('systemctl', ['reset-failed', unit], { signal, okExitCodes: [0, 1] });
  const since = new Date();
  await host.run('systemctl', ['start', unit], { signal });
  await awaitHealth(host, agent, since, signal);
}

async function writeFiles(host: Host, agent: Agent): Promise<void> {
  for (const { path, content } of agentFiles(agent)) {
    await host.makeDirectory(posix.dirname(path));
    await host.writeFile(path, content, { mode: 0o644, uid: 0, gid: 0 });
  }
}

function noModel({ title, model }: Agent): InstallerError {
  return new InstallerError({
    code: 'model-missing', exitCode: exitCodes.failedResumable,
    message: `${title} is not at ${model}`, action: 'Fetch it with `cognos-model add`, or start first boot again.',
  });
}
