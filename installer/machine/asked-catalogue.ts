/** The catalogue that a spec asks for: this release's, or one of its own, which must be signed by a key that it names. */
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/errors.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import { CatalogueError } from '../../shared/models/catalogue-error.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { loadCatalogue } from '../../shared/models/load-catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { runFolder } from '../paths.ts';

export type AskedCatalogue = { ok: true; catalogue: Catalogue; warnings: Finding[] } | { ok: false; findings: Finding[] };

export async function askedCatalogue(host: Host, { cognos }: InstallSpec): Promise<AskedCatalogue> {
  const asked = cognos.ai?.catalog;
  if (!asked) return { ok: true, catalogue: builtinCatalogue, warnings: [] };
  // One store for each source: the serial of one says nothing about another.
  const store = `${runFolder}/catalogues/${createHash('sha256').update(asked.from).digest('hex').slice(0, 16)}`;
  const finding = (severity: Finding['severity'], code: string, message: string): Finding => ({ severity, code, path: 'cognos.ai.catalog', message });
  try {
    const { catalogue, warning } = await loadCatalogue(host, asked.from, { keys: asked.keys, now: new Date(), ...(process.getuid?.() === 0 ? { store } : {}) });
    return { ok: true, catalogue, warnings: warning === undefined ? [] : [finding('warning', 'catalogue', warning)] };
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return { ok: false, findings: [finding('error', `catalogue-${error.code}`, error.message)] };
  }
}
