/** Spec and choice -> the agents of this machine, each within what memory there is. Pure. */
import { agentLimits } from '../../shared/choice/agent-limits.ts';
import { nameOf } from '../../shared/choice/choose-model.ts';
import { formatBinaryBytes } from '../../shared/machine/format-bytes.ts';
import type { Catalogue, CatalogueModel } from '../../shared/models/catalogue.ts';
import { needOf } from '../../shared/models/fit.ts';
import { hostBytes, type MemoryNeed } from '../../shared/models/memory-need.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { modelsMount } from '../paths.ts';
import type { Ai } from '../read-ai.ts';
import { stemOf, type Agent } from './agent.ts';

export interface AgentFacts {
  spec: InstallSpec;
  ai: Ai;
  /** For the models of further instances; undefined where it cannot be had now. */
  catalogue: Catalogue | undefined;
  /** Bytes. */
  memory: number;
  /** Nodes of the accelerators that the chosen model runs on. */
  devices: string[];
}

export interface AgentPlan {
  agents: Agent[];
  /** A sentence for each that there will not be. */
  refused: string[];
}

type Instance = NonNullable<NonNullable<InstallSpec['cognos']['ai']>['instances']>[number];

const instanceContext = 4096;
const defaultPort = 8080;
const defaultListen = '127.0.0.1';

export function planAgents(facts: AgentFacts): AgentPlan {
  const { spec, ai: { choice: { model, need, agent } }, memory, devices } = facts;
  const { api = {}, instances = [] } = spec.cognos.ai ?? {};
  const listen = api.listen ?? defaultListen;
  const { taken, refused } = chooseInstances(facts, instances, need ? hostBytes(need) : 0);
  const others = (but?: Instance): number => taken.filter(({ instance }) => instance !== but).reduce((sum, each) => sum + own(each.need), 0);
  const agents: Agent[] = [];
  if (model && need && agent) {
    agents.push({
      ...namesOf(model), stem: stemOf(undefined), defaults: agent, devices,
      address: { listen, port: api.port ?? defaultPort }, limits: agentLimits(need, agent.threads, memory, others()),
    });
  }
  for (const { instance, model: further, need: its } of taken) {
    // Threads of two models that spin on the same cores cost both most of their speed: the further one takes half of them.
    const threads = Math.max(1, Math.floor((agent?.threads ?? 2) / 2));
    agents.push({
      ...namesOf(further), stem: stemOf(instance.name), devices: [],
      defaults: { threads, context: instance.context ?? Math.min(instanceContext, further.shape.context), gpuLayers: 0, hugePages: false, reasons: [] },
      address: { listen, port: instance.port }, limits: agentLimits(its, threads, memory, (need ? hostBytes(need) : 0) + others(instance)),
    });
  }
  return { agents, refused };
}

function namesOf(model: CatalogueModel): Pick<Agent, 'title' | 'id' | 'model' | 'bytes'> {
  return { title: nameOf(model), id: model.id, model: `${modelsMount}/${model.file.name}`, bytes: model.file.bytes };
}

interface Taken { instance: Instance; model: CatalogueModel; need: MemoryNeed }

/** In the order of the spec, as long as memory lasts. What the system keeps for itself is counted once, with the first. */
function chooseInstances({ catalogue, memory }: AgentFacts, instances: readonly Instance[], used: number): { taken: Taken[]; refused: string[] } {
  const taken: Taken[] = [];
  const refused: string[] = [];
  let left = memory - used;
  for (const instance of instances) {
    const model = catalogue?.models.find(({ id }) => id === instance.model);
    const need = model && needOf(model, { context: instance.context ?? Math.min(instanceContext, model.shape.context), gpuLayers: 0 });
    if (!model || !need) {
      refused.push(`The agent ${instance.name} is not started: the catalogue has no model ${instance.model}`);
    } else if (own(need) > left) {
      refused.push(`The agent ${instance.name} is not started: ${nameOf(model)} needs ${formatBinaryBytes(own(need))} of memory and ${formatBinaryBytes(Math.max(0, left))} are left; give it a smaller model or context under cognos.ai.instances`);
    } else {
      taken.push({ instance, model, need });
      left -= own(need);
    }
  }
  return { taken, refused };
}

/** Without the reserve for the system. */
function own(need: MemoryNeed): number {
  return need.total - need.reserve;
}
