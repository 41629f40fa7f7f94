/** The catalogue of this release, or one's own, which must be signed by a key that was named. */
import { createHash } from 'node:crypto';
import { exitCodes, RefusedError, type Finding } from '../../shared/errors.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { CatalogueError } from '../../shared/models/catalogue-error.ts';
import { loadCatalogue } from '../../shared/models/load-catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import { keptFolder, type User } from './kept-folder.ts';
import type { ModelOptions } from './model-options.ts';

interface Opened { catalogue: Catalogue; warnings: Finding[] }

/** @throws RefusedError (exit 2) when it cannot be used and there is no earlier one that could */
export async function openCatalogue(asked: ModelOptions['catalog'], host: Host, user: User, now = new Date()): Promise<Opened> {
  if (!asked) return { catalogue: builtinCatalogue, warnings: [] };
  const kept = keptFolder(user);
  // One for each source: the serial of one says nothing about another.
  const source = createHash('sha256').update(asked.from).digest('hex').slice(0, 16);
  try {
    const { catalogue, warning } = await loadCatalogue(host, asked.from, { keys: asked.keys, now, ...(kept === undefined ? {} : { store: `${kept}/catalogues/${source}` }) });
    return { catalogue, warnings: warning === undefined ? [] : [{ severity: 'warning', code: 'catalogue', path: '', message: warning }] };
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    throw new RefusedError([{ severity: 'error', code: `catalogue-${error.code}`, path: '', message: error.message }], exitCodes.usage);
  }
}
