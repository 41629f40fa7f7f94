/** Every recorded machine, started from a medium like the ones we build. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nominalMedium } from '../../../../installer/planner/nominal-medium.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import { readMachine } from '../../../../shared/machine/read-machine.ts';

const folder = join(import.meta.dirname, '../../../fixtures/machines');

export const machines: ReadonlyMap<string, Machine> = new Map(await Promise.all(readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map(async (file) => {
  const machine = await readMachine(readFileSync(join(folder, file), 'utf8'), file);
  return [basename(file, '.json'), machine.medium ? machine : { ...machine, medium: nominalMedium(machine.architecture) }] as const;
})));

export function machineCalled(name: string): Machine {
  const machine = machines.get(name);
  if (!machine) throw new Error(`no machine ${name} was recorded`);
  return machine;
}
