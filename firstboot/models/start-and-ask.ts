/** The agent as ai.json says, and a word from it: a server that listens is not yet one that answers. */
import type { StepContext } from '../../shared/plan/step.ts';
import { mainStem, urlOf } from '../agent/agent.ts';
import { askAgent } from '../agent/ask-agent.ts';
import { readAgents } from '../agent/read-agents.ts';
import { startAgent } from '../agent/start-agent.ts';
import { apiKeyPath } from '../paths.ts';
import { readAi } from '../read-ai.ts';

export async function startAndAsk(context: StepContext): Promise<void> {
  await startAgent({ id: 'start-agent', kind: 'start-agent', label: 'Starting the agent', weight: 1 }, context);
  const { host, signal } = context;
  const ai = await readAi(host);
  const agent = ai && (await readAgents(host, ai)).agents.find(({ stem }) => stem === mainStem);
  if (agent) await askAgent(host, { url: urlOf(agent.address), keyPath: apiKeyPath, prompt: 'Hello', tokens: 4, signal });
}
