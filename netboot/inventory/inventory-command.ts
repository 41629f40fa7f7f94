/** `inventory FILE`: everything that can be said of it before a machine is there. */
import { escapeForTerminal, exitCodes, formatFinding } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import type { CommandRunner } from '../main.ts';
import { checkInventory } from './check-inventory.ts';
import { readInventory } from './read-inventory.ts';

export const inventoryCommand: CommandRunner = async ({ files: [file = ''], values: { json = false } }) => {
  const reading = await readInventory(localHost, file);
  const findings = reading.ok ? await checkInventory(reading.inventory) : reading.findings;
  const rules = reading.ok ? reading.inventory.rules.map(({ name }) => name) : [];
  const listed = reading.ok ? reading.inventory.rows.length : 0;
  if (json) process.stdout.write(`${JSON.stringify({ file, ok: findings.length === 0, findings, rules, listed }, undefined, 2)}\n`);
  else if (findings.length === 0) process.stdout.write(`${escapeForTerminal(file)}: valid, ${rules.length} rules (${rules.join(', ')}), ${listed} machines listed\n`);
  for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  return findings.length === 0 ? exitCodes.done : exitCodes.specRefused;
};
