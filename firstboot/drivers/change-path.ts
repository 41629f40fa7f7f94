/** What the choice of the model says once it is known what it runs on. Pure. */
import { splitLayers, allLayers } from '../../shared/choice/split-layers.ts';
import type { DeviceDrivers } from '../../shared/drivers/driver-plan.ts';
import type { Ai } from '../read-ai.ts';
import type { Held } from './drivers-record.ts';

/** What llama.cpp itself leaves free on each device when it fits a model (common/fit.cpp). */
const margin = 1024 ** 3;

/** Nothing on the GPU; what was wanted of it is kept for later. @returns the same value when it is so already */
export function onCpu(ai: Ai): { ai: Ai; held?: Held } {
  const { choice: { agent, prediction, ...choice }, drivers } = ai;
  const isPromise = prediction !== undefined && prediction.device !== 'cpu';
  if (drivers.path === 'cpu' && !isPromise && (agent?.gpuLayers ?? 0) === 0) return { ai };
  return {
    ai: {
      choice: { ...choice, ...(agent ? { agent: { ...agent, gpuLayers: 0 } } : {}), ...(prediction && !isPromise ? { prediction } : {}) },
      drivers: { ...drivers, path: 'cpu' },
    },
    ...(agent && agent.gpuLayers > 0 ? { held: { gpuLayers: agent.gpuLayers, ...(isPromise ? { prediction } : {}) } } : {}),
  };
}

export interface Room {
  /** Of each proven device, as llama.cpp sees it. */
  freeBytes: readonly number[];
  /** Ids of the accelerators that were proven: the agent is to reach no others. */
  accelerators: readonly string[];
}

/** As many layers as were wanted and fit; where the memory was unknown before there was a driver, as many as fit. Undefined when none does. */
export function onVulkan(ai: Ai, held: Held | undefined, { freeBytes, accelerators }: Room): Ai | undefined {
  const { choice, drivers } = ai;
  const { agent, model } = choice;
  const wanted = held?.gpuLayers ?? agent?.gpuLayers ?? 0;
  const room = freeBytes.reduce((sum, bytes) => sum + Math.max(0, bytes - margin), 0);
  const fitting = model && agent ? splitLayers(model, agent.context, room) : 0;
  const gpuLayers = wanted > 0 ? Math.min(wanted, fitting) : fitting;
  if (agent && model && gpuLayers === 0) return undefined;
  const isAsPromised = model !== undefined && gpuLayers >= Math.min(wanted, allLayers(model));
  return {
    choice: { ...choice, ...(agent ? { agent: { ...agent, gpuLayers } } : {}), ...(held?.prediction && isAsPromised ? { prediction: held.prediction } : {}) },
    drivers: { ...drivers, path: 'vulkan', devices: drivers.devices.map((device) => (isMeant(device) ? { ...device, path: accelerators.includes(device.accelerator) ? 'vulkan' : 'cpu' } : device)) },
  };
}

/** Planned for Vulkan: `cpu` with a module is one that an earlier look found unfit, and another may find fit. */
export function isMeant({ path, module }: DeviceDrivers): boolean {
  return path === 'vulkan' || (path === 'cpu' && module !== undefined);
}
