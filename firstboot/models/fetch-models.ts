/** The step of first boot: every model that this machine is to have is here, whole and right. */
import { converging } from '../../shared/plan/converge.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { inspectGguf } from '../../shared/models/gguf/inspect-gguf.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { readAi } from '../read-ai.ts';
import { readSpec } from '../read-spec.ts';
import type { FirstbootHandler, FirstbootStep } from '../step.ts';
import { downloadSettings, patience } from './download-settings.ts';
import { downloadUser } from './download-user.ts';
import { ensureModel, isSettled } from './ensure-model.ts';
import type { FetchContext } from './fetch-context.ts';
import { mainStem } from '../agent/agent.ts';
import { changeStore, readStore } from './model-store.ts';
import { takeModels } from './models-lock.ts';
import { places } from './places.ts';
import { shareModels } from './share-models.ts';
import { wantedModels, type WantedModels } from './wanted-models.ts';

export const fetchModels: FirstbootHandler<'fetch-models'> = converging<FirstbootStep, 'fetch-models'>({
  async check(_, { host }) {
    const { models, notes } = await wanted(host);
    return notes.length === 0 && isAllThere(host, models);
  },
  async apply(_, context) {
    const { host, warn } = context;
    const { models, notes } = await wanted(host);
    for (const note of notes) await warn(note);
    const spec = await readSpec(host);
    const progress = sharedProgress(context, models.map(({ model }) => model));
    await host.makeDirectory(places.models, { mode: 0o755 });
    const settings = await downloadSettings(host, spec);
    const release = await takeModels(host, places);
    try {
      for (const [index, { model }] of models.entries()) {
        const fetch: FetchContext = {
          ...context, places, settings, patience, user: downloadUser(), now: () => new Date(),
          inspect: inspectGguf.bind(undefined, host), onBytes: (done) => { progress(index, done); },
        };
        await ensureModel(fetch, model, 'first boot', acceptance(model, spec.cognos.ai?.accept_licences));
        progress(index, model.file.bytes);
      }
      await rememberActive(host, models);
      await shareModels({ ...context, places, settings });
    } finally {
      await release();
    }
  },
  async verify(_, { host }) {
    return isAllThere(host, (await wanted(host)).models);
  },
});

async function wanted(host: StepContext['host']): Promise<WantedModels> {
  return wantedModels(host, await readSpec(host), (await readAi(host))?.choice, new Date());
}

async function isAllThere(host: StepContext['host'], models: WantedModels['models']): Promise<boolean> {
  const { instances } = await readStore(host, places);
  for (const { model, unit } of models) {
    const active = instances[unit]?.active;
    if (active === undefined || (unit === mainStem && active !== model.id) || !await isSettled({ host, places }, model)) return false;
  }
  return true;
}

function acceptance({ licence }: CatalogueModel, accepted: readonly string[] = []): { acceptedAt?: string; acceptedBy?: string } {
  return accepted.includes(licence.id) ? { acceptedAt: new Date().toISOString(), acceptedBy: 'the spec (cognos.ai.accept_licences)' } : {};
}

/** What a person switched to later stays: this only fills in what nobody decided. */
async function rememberActive(host: StepContext['host'], models: WantedModels['models']): Promise<void> {
  await changeStore(host, places, ({ instances }) => {
    for (const { unit, model } of models) {
      if (instances[unit] === undefined || unit === mainStem) instances[unit] = { ...instances[unit], active: model.id };
    }
  });
}

function sharedProgress({ onProgress }: StepContext, models: readonly CatalogueModel[]): (index: number, done: number) => void {
  const total = models.reduce((sum, { file }) => sum + file.bytes, 0);
  return (index, done) => {
    const before = models.slice(0, index).reduce((sum, { file }) => sum + file.bytes, 0);
    const all = Math.min(total, before + done);
    onProgress({ fraction: total === 0 ? 1 : all / total, bytes: { done: all, total } });
  };
}
