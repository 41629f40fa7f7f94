/** What apt needs before the first stage: sources, vendors' keys, pins and fresh lists. */
import type { DriverStage, VendorRepository } from '../../shared/drivers/driver-plan.ts';
import type { Host } from '../../shared/system/host.ts';
import { driverPinsPath, driverSourcesPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { aptGet, AptTrouble, type AptDoor } from './apt.ts';
import { readConfigured } from './configured-sources.ts';
import { formatDriverSources, formatPins, keyPath } from './driver-sources.ts';
import { notNow, type Outcome } from './install-stage.ts';
import { ensureVendorKey } from './vendor-key.ts';

export interface Prepared {
  /** Stages that cannot be done, or not now. */
  outcomes: Map<string, Outcome>;
  listsTrouble?: string;
}

/** @param stages those still to be done  @param all the whole plan's, for sources serve later upgrades as well */
export async function prepareSources(door: AptDoor, stages: readonly DriverStage[], all: readonly DriverStage[]): Promise<Prepared> {
  const configured = await readConfigured(door.host, door.signal);
  await writeChanged(door.host, driverSourcesPath, formatDriverSources(all, configured, await trusted(door.host, all)));
  const first = await updateLists(door);
  const outcomes = await fetchKeys(door, stages);
  const vendors = await trusted(door.host, all);
  const pins = formatPins(all.filter(({ repository }) => repository.kind === 'vendor' && vendors.some(({ name }) => name === repository.name)));
  if (pins !== undefined) await writeChanged(door.host, driverPinsPath, pins);
  const isChanged = await writeChanged(door.host, driverSourcesPath, formatDriverSources(all, configured, vendors));
  const listsTrouble = isChanged ? await updateLists(door) : first;
  return { outcomes, ...(listsTrouble === undefined ? {} : { listsTrouble }) };
}

/** @returns what apt could not fetch: the user's own sources may be among it, so it stops nothing by itself */
async function updateLists(door: AptDoor): Promise<string | undefined> {
  try {
    await aptGet(door, ['update', '--error-on=any']);
    return undefined;
  } catch (error) {
    if (!(error instanceof AptTrouble) || error.kind === 'locked') throw error;
    return error.message;
  }
}

async function fetchKeys(door: AptDoor, stages: readonly DriverStage[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const { id, repository } of stages) {
    if (repository.kind !== 'vendor') continue;
    try {
      const trouble = await ensureVendorKey(door, repository);
      if (trouble) outcomes.set(id, { state: trouble.kind === 'queue' ? 'queued' : 'not-done', why: trouble.why });
    } catch (error) {
      if (!(error instanceof AptTrouble)) throw error;
      outcomes.set(id, notNow(error));
    }
  }
  return outcomes;
}

/** Those whose key is in place, each once. */
async function trusted(host: Host, stages: readonly DriverStage[]): Promise<VendorRepository[]> {
  const found = new Map<string, VendorRepository>();
  for (const { repository } of stages) {
    if (repository.kind === 'vendor' && repository.keyFingerprint !== undefined && await host.exists(keyPath(repository))) found.set(repository.name, repository);
  }
  return [...found.values()];
}

async function writeChanged(host: Host, path: string, text: string): Promise<boolean> {
  if (await readIfThere(host, path) === text) return false;
  await host.writeFile(path, text);
  return true;
}
