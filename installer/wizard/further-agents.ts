/** Further models, each served by an agent of its own: a name for its service and a port for its API. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';

type Ai = NonNullable<InstallSpec['cognos']['ai']>;
type Instance = NonNullable<Ai['instances']>[number];

/** The agent itself, unless `api.port` says otherwise. */
const usualPort = 8080;

/** @param before those of a user-data file, which keep their names, ports and contexts */
export function furtherAgents(models: readonly string[], before: Ai = {}): Instance[] {
  const agents: Instance[] = [];
  const kept = (before.instances ?? []).filter(({ model }) => models.includes(model));
  for (const model of models) {
    const taken = [...kept, ...agents];
    const own = kept.find((instance) => instance.model === model);
    agents.push(own ?? { name: freeName(model, taken), model, port: freePort(before.api?.port ?? usualPort, taken) });
  }
  return agents;
}

/** `qwen3-0.6b-q8_0` -> `qwen3-0-6b-q8-0`. */
function freeName(model: string, taken: readonly Instance[]): string {
  const plain = model.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 28).replace(/-$/, '') || 'model';
  const names = taken.map(({ name }) => name);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? plain : `${plain}-${number}`;
    if (!names.includes(name)) return name;
  }
}

function freePort(first: number, taken: readonly Instance[]): number {
  const ports = [first, ...taken.map(({ port }) => port)];
  // Upwards, and from the bottom again for an agent that listens at the very top.
  for (let port = first + 1; ; port = port >= 65535 ? 1024 : port + 1) if (!ports.includes(port)) return port;
}
