/** `cognos-model add`: a model onto this machine, its licence accepted by whoever asks. */
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { ensureModel } from './ensure-model.ts';
import { readStore } from './model-store.ts';
import { findModel, refusal, type Shelf } from './shelf.ts';

export interface AddOptions { licences: readonly string[]; allowUnverified: boolean; /** Who accepts. */ person: string }

export async function addModel(shelf: Shelf, id: string, { licences, allowUnverified, person }: AddOptions): Promise<CatalogueModel> {
  const model = findModel(shelf, id);
  const { fetch: { host, places, now }, spec: { cognos: { ai } } } = shelf;
  const { licence, file } = model;
  const before = (await readStore(host, places)).models[id]?.licence;
  const bySpec = ai?.accept_licences?.includes(licence.id) ?? false;
  const byPerson = licences.includes(licence.id);
  if (licence.mustAccept && !bySpec && !byPerson && !(before?.id === licence.id && before.acceptedAt !== undefined)) {
    throw refusal('licence-not-accepted', `${id} is under ${licence.name}, which must be read and accepted: ${licence.url}`, `Then add --accept-licence ${licence.id}.`);
  }
  if (file.sha256 === undefined && !allowUnverified && !ai?.allow_unverified) {
    throw refusal('model-unverified', `nobody could verify the digest of ${id}: what comes may be any file`, 'Add --allow-unverified if that is fine.');
  }
  const acceptance = byPerson || bySpec ? { acceptedAt: now().toISOString(), acceptedBy: byPerson ? person : 'the spec (cognos.ai.accept_licences)' } : {};
  await ensureModel(shelf.fetch, model, 'verify', before?.acceptedAt === undefined ? acceptance : {});
  return model;
}
