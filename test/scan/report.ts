/** What people read: scores, then every rule that does not pass with its reason. */
import { failingRules, type AcceptedFailure } from './accepted-failures.ts';
import { scoresOf } from './judge.ts';
import type { OscapResult } from './oscap.ts';
import type { ScanResult } from './scan-root.ts';

export function formatScan(result: ScanResult, accepted: readonly AcceptedFailure[]): string {
  const { all, tailored, judgeable } = scoresOf(result, accepted);
  const { oscap, lynis, ssh, units } = result;
  return [
    `== ${result.profile}`,
    `OpenSCAP ${oscap.profile}, as oscap counts: ${all.toFixed(2)} (${counts(oscap)})`,
    `  without the rules that exclude each other (tailoring.xml): ${tailored.toFixed(2)}`,
    `  and without those that only a booted machine can answer: ${judgeable.toFixed(2)}`,
    ...(lynis ? [`Lynis: ${lynis.index} (${lynis.warnings.length} warnings, ${lynis.suggestions.length} suggestions)`] : []),
    `ssh-audit: status ${ssh.status}${ssh.findings.map((finding) => `\n  ${finding}`).join('')}`,
    ...units.map(({ unit, exposure }) => `systemd-analyze security ${unit}: ${exposure}`),
    'Rules that do not pass:',
    ...failingRules(oscap, accepted).map(({ rule, verdict, accepted: reason }) => `  ${verdict.padEnd(8)}${rule}: ${reason ? `(${reason.kind}) ${reason.why}` : 'NO REASON GIVEN'}`),
    ...(lynis ? ['Lynis would also:', ...[...lynis.warnings, ...lynis.suggestions].map((line) => `  ${line}`)] : []),
  ].join('\n');
}

function counts({ rules }: OscapResult): string {
  const numbers = new Map<string, number>();
  for (const verdict of rules.values()) numbers.set(verdict, (numbers.get(verdict) ?? 0) + 1);
  return [...numbers].map(([verdict, number]) => `${verdict} ${number}`).join(', ');
}
