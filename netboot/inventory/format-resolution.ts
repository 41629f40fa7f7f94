/** The dry run in words: what a machine would get, with the plan, or why it would get nothing. */
import { formatPlan } from '../../installer/planner/format-plan.ts';
import { userDataText } from '../../installer/wizard/user-data-text.ts';
import { escapeForTerminal, formatFinding } from '../../shared/errors.ts';
import type { Resolution } from './resolve-machine.ts';

/** Secrets of the spec are left out. */
export function formatResolution(resolution: Resolution): string {
  if (resolution.outcome !== 'install') {
    const details = resolution.findings.map((finding) => `  ${formatFinding(finding)}\n`).join('');
    return `${outcomes[resolution.outcome]}: ${escapeForTerminal(resolution.reason)}\n${details}`;
  }
  const { rule, hostname, spec, plan } = resolution;
  return `rule: ${rule}\nhost name: ${escapeForTerminal(hostname ?? 'none')}\n\n${userDataText(spec, { withSecrets: false })}\n${formatPlan(plan)}`;
}

const outcomes = { none: 'no rule', several: 'several rules', refused: 'refused' } as const;

/** For programs; without secrets. */
export function resolutionJson(resolution: Resolution): unknown {
  if (resolution.outcome !== 'install') return resolution;
  const { spec, ...rest } = resolution;
  return { ...rest, userData: userDataText(spec, { withSecrets: false }) };
}
