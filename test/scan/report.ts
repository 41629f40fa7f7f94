/** What people read: scores, then every rule that does not pass with its reason. */
import { failingRules, type AcceptedFailure } from './accepted-failures.ts';
import type { OscapResult } from './oscap.ts';
import type { ScanResult } from './scan-root.ts';

export function formatScan(result: ScanResult, accepted: readonly AcceptedFailure[]): string {
  const { plain, tailored } = result.oscap;
  const rules = failingRules(plain, accepted);
  return [
    `== ${result.profile}`,
    `OpenSCAP ${plain.profile}: ${plain.score.toFixed(2)} (${counts(plain)})`,
    `  without the rules that exclude each other (tailoring.xml): ${tailored.score.toFixed(2)} (${counts(tailored)})`,
    `  a root that is not booted: ${rules.filter(({ accepted: reason }) => reason?.kind === 'root').length} of the rules below cannot be judged here and count as failed`,
    ...(result.lynis ? [`Lynis: ${result.lynis.index} (${result.lynis.warnings.length} warnings, ${result.lynis.suggestions.length} suggestions)`] : []),
    `ssh-audit: status ${result.ssh.status}${result.ssh.findings.map((finding) => `\n  ${finding}`).join('')}`,
    ...result.units.map(({ unit, exposure }) => `systemd-analyze security ${unit}: ${exposure}`),
    ...rules.map(({ rule, verdict, accepted: reason }) => `  ${verdict.padEnd(8)} ${rule}: ${reason ? `(${reason.kind}) ${reason.why}` : 'NO REASON GIVEN'}`),
    ...(result.lynis ? [...result.lynis.warnings, ...result.lynis.suggestions].map((line) => `  lynis ${line}`) : []),
  ].join('\n');
}

function counts({ rules }: OscapResult): string {
  const numbers = new Map<string, number>();
  for (const verdict of rules.values()) numbers.set(verdict, (numbers.get(verdict) ?? 0) + 1);
  return [...numbers].map(([verdict, number]) => `${verdict} ${number}`).join(', ');
}
