/** A rule and a machine -> the spec of that machine, validated as the installer validates; with the values that it was made of. */
import { takeApart, type UserData } from '../../cloud-init/read-user-data.ts';
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { validateSpec } from '../../shared/spec/validate-spec.ts';
import { factsOf } from './facts.ts';
import { fillTemplate } from './fill-template.ts';
import type { Inventory, Row, Rule, Values } from './inventory.ts';

export type Rendering =
  /** `full` still holds its secrets. */
  | { ok: true; full: InstallSpec; asked: UserData; values: Values }
  | { ok: false; findings: Finding[] };

export interface RenderRequest { inventory: Inventory; rule: Rule; row: Row | undefined; machine: Machine; addresses: readonly string[] }

export async function renderSpec(request: RenderRequest): Promise<Rendering> {
  const { rule, row } = request;
  const { values, findings } = valuesFor(request);
  const filled = fillTemplate(rule.template.value, values, rule.template.located);
  findings.push(...filled.findings);
  if (findings.length > 0) return { ok: false, findings };
  const validation = await validateSpec(filled.value, rule.template.located);
  if (!validation.ok) return { ok: false, findings: validation.findings.filter(({ severity }) => severity === 'error').map((finding) => withRow(finding, row)) };
  const refusals = handsOff(validation.spec, rule);
  if (refusals.length > 0) return { ok: false, findings: refusals };
  return { ok: true, full: validation.spec, asked: takeApart(validation.spec, validation.warnings), values };
}

/** What is nearer to the machine goes first: its row, then its rule, then the inventory. A rule's values may be made of the others. */
function valuesFor({ inventory, rule, row, machine, addresses }: RenderRequest): { values: Values; findings: Finding[] } {
  const findings: Finding[] = [];
  const known = { ...factsOf(machine, addresses), ...inventory.values, ...row?.values };
  const own = Object.entries(rule.values).map(([name, value]) => {
    const filled = fillTemplate(value, known, { file: rule.at.file, locate: () => rule.valuesAt(name), source: () => undefined });
    findings.push(...filled.findings.map((finding) => ({ ...finding, path: name })));
    return [name, filled.value as Values[string]] as const;
  });
  return { values: { ...known, ...Object.fromEntries(own), ...row?.values }, findings };
}

/** What is sent to a machine that nobody stands at must say itself that nobody will. */
export function handsOff(spec: InstallSpec, { name, template: { located } }: Rule): Finding[] {
  const finding = (path: string[], message: string): Finding => ({ severity: 'error', code: 'hands-off', path: path.join('.'), message, at: located.locate(path) });
  const { interactive } = spec.cognos;
  if (interactive === true || (Array.isArray(interactive) && interactive.length > 0)) return [finding(['cognos', 'interactive'], 'asks somebody at the machine, and nobody is there when it boots from the network; answer those sections in the spec')];
  if (spec.cognos.firstboot?.report) return [finding(['cognos', 'firstboot', 'report'], 'is filled in by the boot server, which passes on what it is told: cognos-netboot serve --webhook URL')];
  return spec.cognos.unattended === true ? [] : [finding(['cognos', 'unattended'], `has to be true in the spec of ${name}: only then a machine is installed without anybody at it`)];
}

/** A value from the row is wrong where the row is, not where the template is. */
function withRow(finding: Finding, row: Row | undefined): Finding {
  return row ? { ...finding, message: `${finding.message} (filled for ${row.at.file}:${row.at.line})` } : finding;
}
