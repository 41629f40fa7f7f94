/** Which models this machine is to have: the one that was chosen, and those of its further agents. */
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { openCatalogue } from '../../shared/models/open-catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import { stateFolder } from '../paths.ts';
import { WaitingError } from '../waiting.ts';
import { mainStem, stemOf } from '../agent/agent.ts';

export interface WantedModels {
  /** The main agent's first. */
  models: { unit: string; model: CatalogueModel }[];
  /** What is not fetched, and why. */
  notes: string[];
}

export async function wantedModels(host: Host, spec: InstallSpec, choice: ModelChoice | undefined, now: Date): Promise<WantedModels> {
  const wanted: WantedModels = { models: [], notes: [] };
  if (choice?.model) wanted.models.push({ unit: mainStem, model: choice.model });
  else wanted.notes.push(`No model is fetched: ${choice?.reason ?? 'none was chosen for this machine'}. \`cognos-model add\` and \`cognos-model use\` do it later`);
  const { instances = [], accept_licences: accepted = [], allow_unverified: unverified = false } = spec.cognos.ai ?? {};
  if (instances.length === 0) return wanted;
  const { models } = await catalogueOf(host, spec, now);
  for (const { name, model: id } of instances) {
    const model = models.find((each) => each.id === id);
    const why = model ? objection(model, accepted, unverified) : 'it is no model of the catalogue';
    if (model && why === undefined) wanted.models.push({ unit: stemOf(name), model });
    else wanted.notes.push(`The model ${id} of the agent ${name} is not fetched: ${why}`);
  }
  return wanted;
}

export function objection({ licence, file }: CatalogueModel, accepted: readonly string[], unverified: boolean): string | undefined {
  if (licence.mustAccept && !accepted.includes(licence.id)) return `its licence ${licence.id} must be read and accepted first (${licence.url})`;
  if (!unverified && file.sha256 === undefined) return 'nobody could verify its digest, and unverified models are not allowed';
  return undefined;
}

/** The built-in one, or the spec's, of which the last good one is kept. */
export async function catalogueOf(host: Host, { cognos }: InstallSpec, now: Date): Promise<{ models: CatalogueModel[]; warnings: string[] }> {
  const opened = await openCatalogue(host, cognos.ai?.catalog, { path: 'cognos.ai.catalog', kept: stateFolder, now });
  if (!opened.ok) throw new WaitingError(`The catalogue of models cannot be used: ${opened.findings.map(({ message }) => message).join('; ')}.`, 'a signed catalogue where cognos.ai.catalog says');
  return { models: opened.catalogue.models, warnings: opened.warnings.map(({ message }) => message) };
}
