/** systemd's own judgement of our units: exposure from 0 (closed) to 10 (open). */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from './enclosure.ts';

export interface UnitExposure { unit: string; exposure: number }

export async function exposures(root: string): Promise<UnitExposure[]> {
  const found: UnitExposure[] = [];
  for (const unit of await ourServices(root)) {
    const text = await within(root, ['sh', '-c', 'systemd-analyze security --offline=true --no-pager "$0" 2>&1', unit]);
    const exposure = /Overall exposure level for .*?: ([\d.]+)/.exec(text)?.[1];
    if (exposure === undefined) throw new Error(`systemd-analyze says nothing about ${unit}`);
    found.push({ unit, exposure: Number(exposure) });
  }
  return found;
}

async function ourServices(root: string): Promise<string[]> {
  const names: string[] = [];
  for (const folder of ['etc/systemd/system', 'usr/lib/systemd/system']) {
    names.push(...(await readdir(join(root, folder))).filter((name) => /^cognos-.*\.service$/.test(name)));
  }
  return [...new Set(names)].sort();
}
