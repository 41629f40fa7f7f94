/** The catalogue of this release, or one's own, which must be signed by a key that was named. */
import { createHash } from 'node:crypto';
import type { Finding } from '../errors.ts';
import { builtinCatalogue } from './builtin-catalogue.ts';
import { CatalogueError } from './catalogue-error.ts';
import type { Catalogue } from './catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';
import type { Host } from '../system/host.ts';

export interface CatalogueSource { from: string; keys: readonly string[] }
export type OpenedCatalogue = { ok: true; catalogue: Catalogue; warnings: Finding[] } | { ok: false; findings: Finding[] };

interface Opening {
  /** What findings are about: the key of the spec, or nothing. */
  path: string;
  /** Folder in which the last good one of each source is kept; undefined to remember nothing. */
  kept: string | undefined;
  now: Date;
}

/** Not ok when it cannot be used and there is no earlier one that could. */
export async function openCatalogue(host: Host, asked: CatalogueSource | undefined, { path, kept, now }: Opening): Promise<OpenedCatalogue> {
  if (!asked) return { ok: true, catalogue: builtinCatalogue, warnings: [] };
  // One for each source: the serial of one says nothing about another.
  const source = createHash('sha256').update(asked.from).digest('hex').slice(0, 16);
  const finding = (severity: Finding['severity'], code: string, message: string): Finding => ({ severity, code, path, message });
  try {
    const { catalogue, warning } = await loadCatalogue(host, asked.from, { keys: asked.keys, now, ...(kept === undefined ? {} : { store: `${kept}/catalogues/${source}` }) });
    return { ok: true, catalogue, warnings: warning === undefined ? [] : [finding('warning', 'catalogue', warning)] };
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return { ok: false, findings: [finding('error', `catalogue-${error.code}`, error.message)] };
  }
}
