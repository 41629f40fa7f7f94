/** What became of the driver plan (drivers.json): the report's source, and where an interrupted or queued run goes on. */
import type { Prediction } from '../../shared/measure/measurement.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import type { Host } from '../../shared/system/host.ts';
import { driversPath, driversQueuedPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { isMeant } from './change-path.ts';

export interface DriversRecord {
  version: 1;
  /** What models run on now. */
  path: 'cpu' | 'vulkan';
  stages: StageRecord[];
  devices: DeviceRecord[];
  /** The restart that is asked for: which boot asked, and why. */
  restart?: { bootId: string; why: string };
  /** It took place since the last stage was installed: there is no second one. */
  restarted?: true;
  /** Which packages apt is adding right now, to take them away again if that breaks. */
  adding?: { stage: string; packages: string[] };
  /** llama.cpp's names of the devices that proved faster than the CPU; where others are there too, the agent must not take them. */
  llamaDevices?: string[];
  /** What the choice of the model wanted of the GPU, while it is held back to the CPU. */
  held?: Held;
}

export interface Held { gpuLayers: number; prediction?: Prediction }

export interface StageRecord {
  id: string;
  label: string;
  /** `queued`: done by itself as soon as it can be. `failed`: tried and taken back. `not-done`: not tried, on purpose. */
  state: 'done' | 'queued' | 'failed' | 'not-done';
  why?: string;
}

export interface DeviceRecord {
  accelerator: string;
  name: string;
  /** What models run on it through now; `unseen` before its driver was looked at. */
  path: 'vulkan' | 'none' | 'unseen';
  /** Why so; sentences. */
  why: string[];
  /** llama.cpp's name of it, `Vulkan0`, and tokens per second on a slice of the model: there and on the CPU. */
  proof?: { device: string; generation: number; prompt: number; cpuGeneration: number; cpuPrompt: number };
}

/** Undefined before the first run, and when it is damaged: everything is then looked at again. */
export async function readRecord(host: Host): Promise<DriversRecord | undefined> {
  const text = await readIfThere(host, driversPath);
  try {
    const value = text === undefined ? undefined : JSON.parse(text) as DriversRecord;
    return value?.version === 1 && Array.isArray(value.stages) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Writes only what changed; the marker says whether the timer has something to do. */
export async function writeRecord(host: Host, record: DriversRecord): Promise<void> {
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  if (await readIfThere(host, driversPath) !== text) await host.writeFile(driversPath, text);
  const queued = isUnfinished(record);
  if (queued && !await host.exists(driversQueuedPath)) await host.writeFile(driversQueuedPath, 'cognos-drivers.service goes on with the driver plan and removes this file.\n');
  if (!queued && await host.exists(driversQueuedPath)) await host.remove(driversQueuedPath);
}

/** Keeps what is known of the stages that the plan still has. */
export function beginRecord({ stages, devices }: DriverPlan, before: DriversRecord | undefined): DriversRecord {
  const known = new Map(before?.stages.map((stage) => [stage.id, stage]));
  return {
    ...before, version: 1, path: before?.path ?? 'cpu',
    stages: stages.map(({ id, label }) => known.get(id) ?? { id, label, state: 'queued', why: 'Not begun.' }),
    devices: devices.map((device) => before?.devices.find(({ accelerator }) => accelerator === device.accelerator)
      ?? { accelerator: device.accelerator, name: device.name, path: isMeant(device) ? 'unseen' : 'none', why: device.reasons }),
  };
}

export function isUnfinished({ stages, devices, adding, restart }: DriversRecord): boolean {
  return adding !== undefined || restart !== undefined || stages.some(({ state }) => state === 'queued') || devices.some(({ path }) => path === 'unseen');
}
