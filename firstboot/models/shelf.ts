/** What `cognos-model` works on: catalogue, spec, what is here, and how to get more. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { nearestIds } from '../../shared/choice/choose-model.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { readSpec } from '../read-spec.ts';
import { downloadSettings } from './download-settings.ts';
import type { FetchContext } from './fetch-context.ts';
import { catalogueOf } from './wanted-models.ts';

export interface Shelf {
  fetch: FetchContext;
  spec: InstallSpec;
  models: CatalogueModel[];
}

export async function openShelf(fetch: Omit<FetchContext, 'settings'>): Promise<Shelf> {
  const spec = await readSpec(fetch.host);
  const { models, warnings } = await catalogueOf(fetch.host, spec, fetch.now());
  for (const warning of warnings) await fetch.warn(warning);
  return { fetch: { ...fetch, settings: await downloadSettings(fetch.host, spec) }, spec, models };
}

export function findModel({ models }: Pick<Shelf, 'models'>, id: string): CatalogueModel {
  const model = models.find((each) => each.id === id);
  if (model) return model;
  throw refusal('unknown-model', `"${id}" is no model of the catalogue; ${nearestIds(id, models)}`, '`cognos-model list` shows all.');
}

/** What was asked for and cannot be: exit 1. */
export function refusal(code: string, message: string, action: string): InstallerError {
  return new InstallerError({ code, message, action, exitCode: exitCodes.specRefused });
}
