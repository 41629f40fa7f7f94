/** What would this machine get: rule, spec and plan, or why nothing. The same answer in the dry run and for the machine itself. */
import { planInstall } from '../../installer/planner/plan-install.ts';
import { nominalMedium } from '../../installer/planner/nominal-medium.ts';
import { userDataText } from '../../installer/wizard/user-data-text.ts';
import { formatFinding, type Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { chooseRule } from './choose-rule.ts';
import type { Inventory } from './inventory.ts';
import { renderSpec } from './render-spec.ts';

export type Resolution =
  | { outcome: 'install'; rule: string; hostname: string | undefined; /** User-data with its secrets, without a report. */ spec: InstallSpec; plan: Plan }
  /** `rule` where there is one and what it gives this machine cannot be. */
  | { outcome: 'none' | 'several' | 'refused'; reason: string; rule?: string; findings: Finding[] };

export interface ResolveOptions {
  /** An earlier CognOS on the disk may be lost: somebody asked for the machine to be installed again. */
  reset?: boolean;
  /**
   * For an answer to the machine: the question is whether it can be installed. Which model it will run is its own choice where
   * the spec leaves it open (auto), never a refusal, and takes most of the time of a plan.
   */
  withoutModel?: boolean;
}

export async function resolveMachine(inventory: Inventory, machine: Machine, addresses: readonly string[], { reset = false, withoutModel = false }: ResolveOptions = {}): Promise<Resolution> {
  const verdict = chooseRule(inventory, machine, addresses);
  if (verdict.outcome !== 'one') return { outcome: verdict.outcome, reason: verdict.reason, findings: [] };
  const { rule, row } = verdict;
  const rendering = await renderSpec({ inventory, rule, row, machine, addresses });
  if (!rendering.ok) return refused(rule.name, rendering.findings);
  const { full, asked } = rendering;
  // The fingerprint takes 50 ms of scrypt and decides about UUIDs only, which the machine's own planner makes.
  const proposal = planInstall(withMedium(machine), { spec: plannable(asked.spec, withoutModel), keys: asked.keys, warnings: asked.warnings, fingerprint: '0'.repeat(64) }, { reset });
  if (!proposal.ok) return refused(rule.name, proposal.refusals);
  return { outcome: 'install', rule: rule.name, hostname: full.hostname, spec: full, plan: proposal.plan };
}

/** As it is served and stored. */
export function specText(spec: InstallSpec): string {
  return userDataText(spec, { withSecrets: true });
}

function refused(rule: string, findings: readonly Finding[]): Resolution {
  const [first] = findings;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return { outcome: 'refused', rule, reason: `rule ${rule}: ${first ? formatFinding(first) : 'refused'}${more}`, findings: [...findings] };
}

function withMedium(machine: Machine): Machine {
  return machine.medium ? machine : { ...machine, medium: nominalMedium(machine.architecture) };
}

/** A catalogue of the site's own is read by the machine; here the question is which disk, and that has nothing to do with models. */
function plannable(spec: InstallSpec, withoutModel: boolean): InstallSpec {
  const { catalog, ...ai } = spec.cognos.ai ?? {};
  if (catalog === undefined && !(withoutModel && (ai.model ?? 'auto') === 'auto')) return spec;
  return { ...spec, cognos: { ...spec.cognos, ai: { ...ai, model: 'none' } } };
}
