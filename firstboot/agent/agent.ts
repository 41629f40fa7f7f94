/** One agent: what its unit, its files and its address are. */
import type { AgentDefaults } from '../../shared/choice/choice.ts';
import type { AgentLimits } from '../../shared/choice/agent-limits.ts';

export interface Agent {
  /** `cognos-agent`, or `cognos-agent@NAME` for a further one: its unit without the suffix. */
  stem: string;
  /** Name of the model, for people. */
  title: string;
  /** Its id in the catalogue: what the API calls it. */
  id: string;
  /** Its file. */
  model: string;
  bytes: number;
  defaults: AgentDefaults;
  limits: AgentLimits;
  address: ApiAddress;
  /** Device nodes that it may open; none on the CPU. */
  devices: string[];
}

export interface ApiAddress { listen: string; port: number }

export const mainStem = 'cognos-agent';

export function stemOf(instance: string | undefined): string {
  return instance === undefined ? mainStem : `${mainStem}@${instance}`;
}

/** Of the unit that is active exactly while the agent answers. */
export function readyUnit(stem: string): string {
  return `${stem.replace(mainStem, `${mainStem}-ready`)}.service`;
}

export function environmentPath(stem: string): string {
  return `/etc/cognos/${stem.replace('cognos-', '').replace('@', '-')}.env`;
}

export function apiPath(stem: string): string {
  return `/etc/cognos/api/${stem}.env`;
}

export function dropInPath(stem: string): string {
  return `/etc/systemd/system/${stem}.service.d/50-cognos.conf`;
}

const loopback: Partial<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where this machine itself reaches it. */
export function urlOf({ listen, port }: ApiAddress): string {
  const host = loopback[listen] ?? listen;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function isLocal({ listen }: ApiAddress): boolean {
  return listen.startsWith('127.') || listen === '::1' || listen === 'localhost';
}
