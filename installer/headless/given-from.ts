/** What was given as a spec, in whatever dialect -> a spec in ours. By content: a preseed file may have any name. */
import { isPreseed } from '../../preseed/is-preseed.ts';
import { exitCodes, RefusedError, type Finding } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/**
 * A spec as it is; a preseed file as the spec it asks for. Throws a RefusedError, with the lines of the file, where it asks for
 * what cannot be had. The translation is loaded for preseed only.
 */
export async function givenFrom(host: Host, given: GivenSpec): Promise<{ given: GivenSpec; warnings: Finding[] }> {
  if (!isPreseed(given.bytes)) return { given, warnings: [] };
  const [{ fromPreseed }, { lossFindings }, { userDataText }] = await Promise.all([import('./from-preseed.ts'), import('../../shared/foreign/loss-report.ts'), import('../wizard/user-data-text.ts')]);
  const { report, refused, spec } = await fromPreseed(host, given);
  const findings = lossFindings(report);
  if (refused) throw new RefusedError(findings, exitCodes.specRefused);
  // Findings about the spec have the lines of what `convert` prints.
  return { given: { file: `${given.file} (converted)`, bytes: new TextEncoder().encode(userDataText(spec)) }, warnings: findings };
}
