/** The catalogue that a spec asks for. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { runFolder } from '../paths.ts';
import { openCatalogue, type OpenedCatalogue } from '../../shared/models/open-catalogue.ts';

export function askedCatalogue(host: Host, { cognos }: InstallSpec): Promise<OpenedCatalogue> {
  return openCatalogue(host, cognos.ai?.catalog, { path: 'cognos.ai.catalog', kept: process.getuid?.() === 0 ? runFolder : undefined, now: new Date() });
}
