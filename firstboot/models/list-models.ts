/** `cognos-model list`: every model of the catalogue, and those that are here though no catalogue knows them any more. */
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import { mainStem } from '../agent/agent.ts';
import { readAi } from '../read-ai.ts';
import { sizeOf } from './ensure-model.ts';
import { readStore, type ModelRecord } from './model-store.ts';
import type { Shelf } from './shelf.ts';

export interface ListedModel {
  id: string;
  name: string;
  bytes: number;
  licence: string;
  state: 'here' | 'not here' | 'damaged or unfinished';
  /** Units of agents that run it. */
  active: string[];
  /** Of the main agent: what `rollback` goes back to. */
  previous: boolean;
  record?: ModelRecord;
}

export async function listModels({ fetch, models }: Pick<Shelf, 'fetch' | 'models'>): Promise<ListedModel[]> {
  const { host, places } = fetch;
  const { models: records, instances } = await readStore(host, places);
  const current = (await readAi(host))?.choice.model?.id;
  const units = Object.entries({ ...instances, ...(current === undefined ? {} : { [mainStem]: { ...instances[mainStem], active: current } }) });
  const unknown = Object.entries(records).filter(([id]) => !models.some((model) => model.id === id))
    .map(([id, { file, bytes, licence }]) => ({ id, name: `${file} (no longer in the catalogue)`, quantisation: '', file: { name: file, bytes }, licence }));
  return Promise.all([...models, ...unknown].map(async ({ id, name, quantisation, file, licence }) => {
    const record = records[id];
    const size = await sizeOf(fetch, file.name);
    const isWhole = record?.verified !== undefined && size === record.bytes;
    return {
      id, name: `${name} ${quantisation}`.trim(), bytes: record?.bytes ?? file.bytes, licence: licence.id,
      state: isWhole ? 'here' : size === undefined ? 'not here' : 'damaged or unfinished',
      active: units.filter(([, { active }]) => active === id).map(([unit]) => unit),
      previous: instances[mainStem]?.previous?.model === id, ...(record ? { record } : {}),
    } satisfies ListedModel;
  }));
}

/** `*` the agent runs it, `<` rollback would bring it back, `+` it is here. */
export function formatModels(rows: readonly ListedModel[]): string {
  const widest = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.map(({ id, name, bytes, licence, state, active, previous }) => {
    const mark = active.length > 0 ? '*' : previous ? '<' : state === 'here' ? '+' : ' ';
    return `${mark} ${id.padEnd(widest)}  ${formatBytes(bytes).padStart(7)}  ${name} (${licence})${state === 'damaged or unfinished' ? `, ${state}` : ''}`;
  });
  return `${lines.join('\n')}\n\n* in use   < before it (rollback)   + here\n`;
}
