/** One model here and known to be right: recorded, found, or fetched. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import type { FetchContext } from './fetch-context.ts';
import { fetchModel } from './fetch-model.ts';
import { changeStore, readStore, type ModelRecord } from './model-store.ts';
import { bootId, dropPartial } from './partial.ts';
import { partialPaths } from './places.ts';
import { hashFile } from './prefix-hash.ts';
import { quarantine } from './quarantine.ts';

export type VerifiedBy = NonNullable<ModelRecord['verified']>['by'];

/** Whether it was verified since the machine started, and the file still has its size. What was verified before may have met a power cut. */
export async function isSettled(context: Pick<FetchContext, 'host' | 'places'>, { id, file }: CatalogueModel): Promise<boolean> {
  const { host, places } = context;
  const record = (await readStore(host, places)).models[id];
  if (!record?.verified || record.verified.bootId !== await bootId(host)) return false;
  if (file.sha256 !== undefined && record.sha256 !== file.sha256) return false;
  return await sizeOf(context, file.name) === record.bytes;
}

export async function ensureModel(context: FetchContext, model: CatalogueModel, by: VerifiedBy, licence: Omit<ModelRecord['licence'], 'id'> = {}): Promise<void> {
  if (await isSettled(context, model)) return;
  const record = (await readStore(context.host, context.places)).models[model.id];
  const found = await existing(context, model, record);
  const { bytes, sha256, source } = found ?? await fetchModel(context, model);
  const boot = await bootId(context.host);
  await changeStore(context.host, context.places, (store) => {
    store.models[model.id] = {
      file: model.file.name, sha256, bytes, source,
      licence: { ...record?.licence, id: model.licence.id, ...licence },
      verified: { at: context.now().toISOString(), by: found ? by : 'download', bootId: boot },
    };
  });
}

/** Undefined when there is no file, or a damaged one, which is moved aside. */
async function existing(context: FetchContext, { file, id }: CatalogueModel, record: ModelRecord | undefined): Promise<{ bytes: number; sha256: string; source: string } | undefined> {
  const { host, places, signal, warn, onBytes } = context;
  const bytes = await sizeOf(context, file.name);
  if (bytes === undefined) return undefined;
  const path = `${places.models}/${file.name}`;
  const sha256 = await hashFile(host, path, bytes, signal, onBytes);
  if (sha256 === (file.sha256 ?? record?.sha256 ?? sha256)) {
    // A fetch may have ended right after it gave the file its name.
    await host.run('sync', ['--', places.models]);
    await dropPartial(host, partialPaths(places, file.name));
    return { bytes, sha256, source: record?.source ?? 'found in the models folder' };
  }
  if (record?.sha256 === sha256) throw otherVersion(id, file.name);
  const aside = await quarantine(host, places, path);
  await warn(`${file.name} was damaged (SHA-256 ${sha256}); it was moved to ${aside} and is fetched again`);
  return undefined;
}

export async function sizeOf({ host, places }: Pick<FetchContext, 'host' | 'places'>, name: string): Promise<number | undefined> {
  const path = `${places.models}/${name}`;
  return await host.exists(path) ? Number((await host.run('stat', ['--format=%s', '--', path])).trim()) : undefined;
}

function otherVersion(id: string, name: string): InstallerError {
  return new InstallerError({
    code: 'other-version', exitCode: exitCodes.failedResumable,
    message: `${name} is here already in the version of an earlier catalogue, and in good order`,
    action: `Remove it first (\`cognos-model remove ${id}\`) when the new version should take its place.`,
  });
}
