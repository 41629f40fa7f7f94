/** models.json: which models are here, how that is known, and which agent runs which. */
import type { Host } from '../../shared/system/host.ts';
import type { Ai } from '../read-ai.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Places } from './places.ts';

export interface ModelRecord {
  /** Name in the models folder. */
  file: string;
  sha256: string;
  bytes: number;
  /** Absent for one that was found damaged, or not looked at yet. */
  verified?: { at: string; by: 'download' | 'verify' | 'first boot'; /** After another start it is looked at again before it counts. */ bootId: string };
  licence: { id: string; acceptedAt?: string; acceptedBy?: string };
  /** A volume or addresses. */
  source: string;
}

/** With what an agent ran before: enough to go back to exactly that. */
export interface Earlier { model: string; ai: Ai }

export interface Instance {
  active: string;
  previous?: Earlier;
  /** Set while a switch is not proven yet: after a power cut, the way back. */
  switching?: Earlier;
}

export interface ModelStore {
  version: 1;
  models: Record<string, ModelRecord>;
  /** By the name of the agent's unit, without ".service". */
  instances: Record<string, Instance>;
}

/** A file that cannot be read counts as none: the models are still there, and are looked at again. */
export async function readStore(host: Host, { store }: Places): Promise<ModelStore> {
  try {
    const { models = {}, instances = {} } = JSON.parse(await readIfThere(host, store) ?? '{}') as Partial<ModelStore>;
    return { version: 1, models, instances };
  } catch (error) {
    if (error instanceof SyntaxError) return { version: 1, models: {}, instances: {} };
    throw error;
  }
}

export async function changeStore(host: Host, places: Places, change: (store: ModelStore) => void): Promise<ModelStore> {
  const store = await readStore(host, places);
  change(store);
  await host.writeFile(places.store, `${JSON.stringify(store, undefined, 2)}\n`);
  return store;
}
