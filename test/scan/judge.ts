/** Scanners' results against the figures that we promise. Pure. */
import { failingRules, type AcceptedFailure } from './accepted-failures.ts';
import { scoreOf } from './score.ts';
import type { ScanResult } from './scan-root.ts';

export const figures = { 'cis-level1-server': 90, 'cis-level2-server': 85, lynis: 80, exposure: 2 } as const;

/** The same verdicts counted three ways; only the last is held against the promise, and all are printed. */
export interface Scores {
  /** oscap's own number. */
  all: number;
  /** Without the rules that exclude each other: tailoring.xml. */
  tailored: number;
  /** Of these, without those that only a booted machine can answer. */
  judgeable: number;
}

export function scoresOf({ oscap }: ScanResult, accepted: readonly AcceptedFailure[]): Scores {
  const kinds = new Map(accepted.map(({ rule, kind }) => [rule, kind]));
  return {
    all: oscap.score,
    tailored: scoreOf(oscap.tree, oscap.rules, (rule) => kinds.get(rule) !== 'exclusive'),
    judgeable: scoreOf(oscap.tree, oscap.rules, (rule) => kinds.get(rule) !== 'exclusive' && kinds.get(rule) !== 'root'),
  };
}

/** One sentence for each promise that is not kept; none when all are. */
export function complaints(result: ScanResult, accepted: readonly AcceptedFailure[]): string[] {
  const said: string[] = result.unfinished.map(({ id, why }) => `${id}: applied, and still: ${why}`);
  if (result.profile !== 'cis-level1-server' && result.profile !== 'cis-level2-server') return said;
  const { judgeable } = scoresOf(result, accepted);
  const wanted = figures[result.profile];
  if (judgeable < wanted) said.push(`${result.oscap.profile}: ${judgeable.toFixed(2)}, promised are ${wanted}`);
  for (const { rule, verdict } of failingRules(result.oscap, accepted).filter((one) => !one.accepted)) said.push(`${rule}: ${verdict}, and no reason is given in accepted-failures.json`);
  if (result.lynis && result.lynis.index < figures.lynis) said.push(`lynis: ${result.lynis.index}, promised are ${figures.lynis}`);
  if (result.ssh.status !== 0 && result.ssh.status !== 2) said.push(`ssh-audit: ${result.ssh.findings.join('; ')}`);
  for (const { unit, exposure } of result.units) if (exposure > figures.exposure) said.push(`${unit}: exposure ${exposure}, promised are ${figures.exposure}`);
  return said;
}
