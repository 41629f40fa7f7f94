/** The catalogue that was asked for on the command line. */
import { exitCodes, RefusedError, type Finding } from '../../shared/errors.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import { openCatalogue as open } from '../../shared/models/open-catalogue.ts';
import { keptFolder, type User } from './kept-folder.ts';
import type { ModelOptions } from './model-options.ts';

/** @throws RefusedError (exit 2) when it cannot be used and there is no earlier one that could */
export async function openCatalogue(asked: ModelOptions['catalog'], host: Host, user: User, now = new Date()): Promise<{ catalogue: Catalogue; warnings: Finding[] }> {
  const opened = await open(host, asked, { path: '', kept: keptFolder(user), now });
  if (!opened.ok) throw new RefusedError(opened.findings, exitCodes.usage);
  const { catalogue, warnings } = opened;
  return { catalogue, warnings };
}
