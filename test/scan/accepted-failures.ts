/** The rules that do not pass, each with its reason; what is not listed makes a scan fail. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OscapResult, Verdict } from './oscap.ts';
import { here } from './places.ts';

/**
 * `exclusive`: the profile selects what rules another of its rules out; these are what tailoring.xml leaves out. `root`:
 * cannot be judged in a root that is not booted (the kernel is the test machine's, no mounts, no init), and has to pass
 * on a machine. `choice`: we do otherwise, on purpose. `scanner`: it is so, and the rule does not see it.
 */
export interface AcceptedFailure { rule: string; kind: 'exclusive' | 'root' | 'choice' | 'scanner'; why: string }

export async function readAccepted(): Promise<AcceptedFailure[]> {
  return JSON.parse(await readFile(join(here, 'accepted-failures.json'), 'utf8')) as AcceptedFailure[];
}

export interface Failing { rule: string; verdict: Verdict; accepted?: AcceptedFailure }

const failing: ReadonlySet<Verdict> = new Set(['fail', 'error', 'unknown']);

export function failingRules({ rules }: OscapResult, accepted: readonly AcceptedFailure[]): Failing[] {
  return [...rules].filter(([, verdict]) => failing.has(verdict)).sort().map(([rule, verdict]) => {
    const reason = accepted.find((entry) => entry.rule === rule);
    return reason ? { rule, verdict, accepted: reason } : { rule, verdict };
  });
}
