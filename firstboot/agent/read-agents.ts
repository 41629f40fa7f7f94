/** The agents that this machine is to have, from its spec, its choice and its memory. */
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { openCatalogue } from '../../shared/models/open-catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { stateFolder } from '../paths.ts';
import type { Ai } from '../read-ai.ts';
import { readSpec } from '../read-spec.ts';
import { findDevices } from './find-devices.ts';
import { planAgents, type AgentPlan } from './plan-agents.ts';

export async function readAgents(host: Host, ai: Ai): Promise<AgentPlan> {
  const spec = await readSpec(host);
  const further = (spec.cognos.ai?.instances ?? []).length > 0;
  return planAgents({
    spec, ai, memory: await readMemory(host), devices: await findDevices(host, ai.drivers),
    catalogue: further ? await readCatalogue(host, spec) : undefined,
  });
}

/** Undefined when one of the spec's own cannot be had. */
export async function readCatalogue(host: Host, { cognos }: InstallSpec): Promise<Catalogue | undefined> {
  const opened = await openCatalogue(host, cognos.ai?.catalog, { path: 'cognos.ai.catalog', kept: stateFolder, now: new Date() });
  return opened.ok ? opened.catalogue : undefined;
}

async function readMemory(host: Host): Promise<number> {
  const kib = /^MemTotal:\s+(\d+) kB$/m.exec(await host.readFile('/proc/meminfo'))?.[1];
  if (kib === undefined) throw new Error('/proc/meminfo does not say how much memory there is');
  return Number(kib) * 1024;
}
