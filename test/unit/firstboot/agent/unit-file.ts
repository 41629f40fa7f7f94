/** What a unit file of ours says, as far as tests need it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const unitsFolder = join(import.meta.dirname, '../../../../firstboot/units');
export const packageFolder = join(import.meta.dirname, '../../../../installer/medium/packages/cognos-firstboot');

export function readUnit(name: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of readFileSync(join(unitsFolder, name), 'utf8').split('\n')) {
    const [, key = '', value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (key !== '') values.set(key, [...values.get(key) ?? [], value]);
  }
  return values;
}

/** The words of ExecStart= after the program, `%d` and `${NAME}` filled in. */
export function argumentsOf(unit: Map<string, string[]>, fill: { credentials: string; environment: Record<string, string> }): string[] {
  const [, ...words] = unit.get('ExecStart')?.[0]?.split(' ') ?? [];
  return words.map((word) => word.replace('%d', fill.credentials).replace(/\$\{(\w+)\}/g, (_, name: string) => fill.environment[name] ?? ''));
}

export function environmentOf(unit: Map<string, string[]>): Record<string, string> {
  return Object.fromEntries((unit.get('Environment') ?? []).join(' ').split(' ').map((pair) => pair.split('=') as [string, string]));
}
