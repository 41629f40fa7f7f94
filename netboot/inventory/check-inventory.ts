/** What can be said of an inventory before any machine is there: every rule, filled for every row that it is certainly for. */
import type { Finding } from '../../shared/errors.ts';
import { validateSpec } from '../../shared/spec/validate-spec.ts';
import { factNames } from './facts.ts';
import { fillTemplate, namesIn } from './fill-template.ts';
import type { Inventory, Match, Row, Rule, Values } from './inventory.ts';
import { anyOf, held, textOf } from './matches-machine.ts';
import { handsOff } from './render-spec.ts';

/** In their place, while no machine is known: each is what a machine could be called. */
const facts: Record<(typeof factNames)[number], string> = {
  mac: '52:54:00:00:00:01', serial: 'S0000001', uuid: '6c0ffee0-0000-4000-8000-000000000001', asset: 'A1',
  address_now: '192.0.2.10', architecture: 'x86_64', vendor: 'Vendor', product: 'Product',
};

export async function checkInventory(inventory: Inventory): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of inventory.rules) findings.push(...await checkRule(inventory, rule));
  const seen = new Set<string>();
  return findings.filter((finding) => !seen.has(JSON.stringify(finding)) && seen.add(JSON.stringify(finding)));
}

async function checkRule({ values, rows }: Inventory, rule: Rule): Promise<Finding[]> {
  const certain = rows.filter((row) => isFor(rule.match, row));
  const findings: Finding[] = [];
  for (const row of certain) findings.push(...await checkFilled(rule, { ...facts, ...values, ...row.values }, row));
  if (certain.length > 0) return findings;
  // For rows it may be for: that somebody has a value of that name is all that can be asked.
  const known = { ...facts, ...values, ...rule.values };
  const columns = Object.fromEntries(rows.flatMap((row) => Object.entries(row.values)));
  const wanted = [...namesIn(rule.template.value), ...namesIn(Object.values(rule.values))];
  if (wanted.every((name) => Object.hasOwn(known, name))) return await checkFilled(rule, { ...facts, ...values });
  return fillTemplate(rule.template.value, { ...columns, ...known }, rule.template.located).findings;
}

async function checkFilled(rule: Rule, known: Values, row?: Row): Promise<Finding[]> {
  const own = fillTemplate(rule.values, known, { file: rule.at.file, locate: ([name]) => rule.valuesAt(String(name)), source: () => undefined });
  const filled = fillTemplate(rule.template.value, { ...known, ...own.value as Values, ...row?.values }, rule.template.located);
  const findings = [...own.findings, ...filled.findings];
  if (findings.length === 0) {
    const validation = await validateSpec(filled.value, rule.template.located);
    findings.push(...validation.ok ? handsOff(validation.spec, rule) : validation.findings.filter(({ severity }) => severity === 'error'));
  }
  return row ? findings.map((finding) => ({ ...finding, message: `${finding.message} (filled for ${row.at.file}:${row.at.line})` })) : findings;
}

/** Hardware and subnets are known when the machine is there, and not before. */
function isFor({ mac, serial, uuid, asset, subnet, hardware, listed, values }: Match, { identity, values: own }: Row): boolean {
  if (subnet || hardware || listed === false) return false;
  const one = (globs: readonly string[] | undefined, ...texts: (string | undefined)[]): boolean => held(globs, (wanted) => texts.some((text) => anyOf(wanted, text)));
  return one(mac, ...identity.mac ?? []) && one(serial, identity.serial) && one(uuid, identity.uuid) && one(asset, identity.asset)
    && Object.entries(values ?? {}).every(([name, globs]) => anyOf(globs, textOf(own[name])));
}
