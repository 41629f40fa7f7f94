/** (machine, inventory) -> the one rule for it, or why there is none. Pure, and never a guess: two rules are a refusal. */
import type { Machine } from '../../shared/machine/machine.ts';
import { findRow } from './find-row.ts';
import type { Inventory, Row, Rule } from './inventory.ts';
import { macsOf, matchesMachine } from './matches-machine.ts';

export type RuleVerdict =
  | { outcome: 'one'; rule: Rule; row: Row | undefined }
  | { outcome: 'none'; reason: string }
  | { outcome: 'several'; reason: string; rules: string[] }
  | { outcome: 'refused'; reason: string };

export function chooseRule({ rules, rows, file }: Inventory, machine: Machine, addresses: readonly string[]): RuleVerdict {
  const found = findRow(rows, machine);
  if ('refusal' in found) return { outcome: 'refused', reason: found.refusal };
  const matching = rules.filter(({ match }) => matchesMachine(match, { machine, addresses, row: found.row }));
  const special = matching.filter(({ fallback }) => !fallback);
  const candidates = special.length > 0 ? special : matching;
  const [rule, second] = candidates;
  if (!rule) return { outcome: 'none', reason: `no rule of ${file} is for this machine (${namesOf(machine, addresses)})` };
  if (!second) return { outcome: 'one', rule, row: found.row };
  return {
    outcome: 'several', rules: candidates.map(({ name }) => name),
    reason: `${candidates.length} rules are for this machine, and CognOS does not guess: ${candidates.map(({ name, at }) => `${name} (${at.file}:${at.line})`).join(', ')}; make all but one of them say what sets their machines apart`,
  };
}

function namesOf(machine: Machine, addresses: readonly string[]): string {
  const { serial, uuid } = machine.product;
  return [...macsOf(machine), serial && `serial ${serial}`, uuid && `UUID ${uuid}`, ...addresses.map((address) => `from ${address}`)].filter(Boolean).join(', ');
}
