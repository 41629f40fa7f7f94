/** Scanners' results against the figures that we promise. Pure. */
import { failingRules, type AcceptedFailure } from './accepted-failures.ts';
import type { ScanResult } from './scan-root.ts';

export const figures = { 'cis-level1-server': 90, 'cis-level2-server': 85, lynis: 80, exposure: 2 } as const;

/** One sentence for each promise that is not kept; none when all are. */
export function complaints(result: ScanResult, accepted: readonly AcceptedFailure[]): string[] {
  const said: string[] = result.unfinished.map(({ id, why }) => `${id}: applied, and still: ${why}`);
  const wanted = result.profile in figures ? figures[result.profile as 'cis-level1-server'] : undefined;
  if (wanted === undefined) return said;
  const { plain, tailored } = result.oscap;
  if (plain.score < wanted) said.push(`${plain.profile}: ${plain.score.toFixed(2)} of all rules, promised are ${wanted}`);
  if (tailored.score < plain.score) said.push(`tailoring lowers the score from ${plain.score} to ${tailored.score}`);
  for (const { rule, verdict } of failingRules(plain, accepted).filter((one) => !one.accepted)) said.push(`${rule}: ${verdict}, and no reason is given in accepted-failures.json`);
  for (const { rule, verdict } of failingRules(tailored, accepted).filter((one) => one.accepted?.kind === 'exclusive')) said.push(`${rule}: ${verdict} in spite of tailoring.xml`);
  if (result.lynis && result.lynis.index < figures.lynis) said.push(`lynis: ${result.lynis.index}, promised are ${figures.lynis}`);
  if (result.ssh.status !== 0 && result.ssh.status !== 2) said.push(`ssh-audit: ${result.ssh.findings.join('; ')}`);
  for (const { unit, exposure } of result.units) if (exposure > figures.exposure && !exposureReasons.has(unit)) said.push(`${unit}: exposure ${exposure}, promised are ${figures.exposure}`);
  return said;
}

/** Services that need more than a sandbox leaves, and why. */
export const exposureReasons: ReadonlyMap<string, string> = new Map([
]);
