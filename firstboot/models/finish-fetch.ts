/** All bytes are there: are they the right ones? */
import type { FetchContext } from './fetch-context.ts';
import type { Fetched } from './fetch-model.ts';
import type { Inspection } from './inspection.ts';
import { dropPartial } from './partial.ts';
import { placeModel } from './place-model.ts';
import type { PartialPaths } from './places.ts';
import { hashFile } from './prefix-hash.ts';
import type { Source } from './probe-source.ts';
import { quarantine } from './quarantine.ts';
import { repairPieces } from './repair-pieces.ts';
import { SourceError } from './source-error.ts';
import type { WantedFile } from './wanted-file.ts';

/** The file is not the one of the catalogue. */
export class WrongContent extends SourceError {
  override name = 'WrongContent';
}

export interface Finish {
  wanted: WantedFile;
  paths: PartialPaths;
  digest: string;
  /** Where single pieces can be had. */
  sources: readonly Source[];
  inspection: Inspection;
  /** For people and for models.json. */
  from: string;
}

export async function finishFetch(context: FetchContext, { wanted, paths, digest, sources, inspection, from }: Finish): Promise<Fetched> {
  const right = wanted.sha256 ?? digest;
  if (digest !== right && !await repaired(context, wanted, paths, sources, right)) {
    const aside = await quarantine(context.host, context.places, paths.file);
    await dropPartial(context.host, paths);
    await context.warn(`${wanted.name} from ${from} is not the file of the catalogue (SHA-256 ${digest}, not ${right}); it was moved to ${aside} and is not used`);
    throw new WrongContent('its file has the wrong digest');
  }
  await placeModel(context, paths, wanted.name, inspection);
  return { bytes: wanted.bytes, sha256: right, source: from };
}

async function repaired(context: FetchContext, { pieces, bytes, name }: WantedFile, paths: PartialPaths, sources: readonly Source[], right: string): Promise<boolean> {
  if (!pieces || sources.length === 0) return false;
  try {
    const count = await repairPieces(context, paths, bytes, pieces, sources);
    if (count > 0) await context.warn(`${count} of the ${pieces.sha256.length} pieces of ${name} came wrong and ${count === 1 ? 'was' : 'were'} fetched again`);
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
  return await hashFile(context.host, paths.file, bytes, context.signal) === right;
}
