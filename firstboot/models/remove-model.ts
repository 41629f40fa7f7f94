/** `cognos-model remove`: the file, what is left of an unfinished download, and the record. */
import { mainStem } from '../agent/agent.ts';
import { readAi } from '../read-ai.ts';
import { changeStore, readStore } from './model-store.ts';
import { dropPartial } from './partial.ts';
import { partialPaths } from './places.ts';
import { forgetRefused } from './refused-sources.ts';
import { refusal, type Shelf } from './shelf.ts';

export async function removeModel({ fetch: { host, places, warn }, models, spec }: Shelf, id: string): Promise<void> {
  const store = await readStore(host, places);
  const file = store.models[id]?.file ?? models.find((model) => model.id === id)?.file.name;
  if (file === undefined) throw refusal('unknown-model', `${id} is not on this machine, and no model of the catalogue`, '`cognos-model list` shows what is here.');
  const isMain = (await readAi(host))?.choice.model?.id === id;
  const further = spec.cognos.ai?.instances?.find(({ model }) => model === id);
  if (isMain || further) throw refusal('in-use', `${id} is what ${isMain ? 'the agent' : `the agent ${further?.name ?? ''}`} runs`, isMain ? 'Switch to another with `cognos-model use` first.' : 'Give that agent another model in /etc/cognos/spec.yaml first.');
  await host.remove(`${places.models}/${file}`);
  const paths = partialPaths(places, file);
  await dropPartial(host, paths);
  await host.remove(paths.torrent);
  await forgetRefused(host, places, file);
  if (store.instances[mainStem]?.previous?.model === id) await warn(`${id} was the model before the one in use: there is nothing to roll back to now`);
  await changeStore(host, places, (changed) => {
    delete changed.models[id];
    if (changed.instances[mainStem]?.previous?.model === id) delete changed.instances[mainStem].previous;
  });
}
