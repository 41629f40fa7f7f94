/** What was given as a spec, in whatever dialect -> a spec in ours. By content: a preseed file may have any name. */
import { exitCodes, RefusedError, type Finding } from '../../shared/errors.ts';
import { lossFindings } from '../../shared/foreign/loss-report.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { dialectOf, fromForeign } from './from-foreign.ts';

/**
 * A spec as it is; a file of another installer as the spec it asks for. Throws a RefusedError, with the lines of the file,
 * where it asks for what cannot be had.
 */
export async function givenFrom(host: Host, given: GivenSpec): Promise<{ given: GivenSpec; warnings: Finding[] }> {
  const dialect = await dialectOf(given);
  if (dialect === undefined) return { given, warnings: [] };
  const [{ report, refused, spec }, { userDataText }] = await Promise.all([fromForeign(host, given, dialect), import('../wizard/user-data-text.ts')]);
  const findings = lossFindings(report);
  if (refused) throw new RefusedError(findings, exitCodes.specRefused);
  // Findings about the spec have the lines of what `convert` prints.
  return { given: { file: `${given.file} (converted)`, bytes: new TextEncoder().encode(userDataText(spec)) }, warnings: findings };
}
