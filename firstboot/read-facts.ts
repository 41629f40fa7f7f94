/** Host -> what a first boot is planned from. */
import type { Host } from '../shared/system/host.ts';
import { modelsMount } from './paths.ts';
import type { FirstbootFacts } from './plan-firstboot.ts';
import { readAi } from './read-ai.ts';
import { readIfThere } from './read-if-there.ts';

export async function readFacts(host: Host): Promise<FirstbootFacts> {
  const machineId = (await readIfThere(host, '/etc/machine-id') ?? '').trim();
  const ai = await readAi(host).catch(() => undefined); // The step that needs it says what is wrong with it.
  const fstab = await readIfThere(host, '/etc/fstab') ?? '';
  return {
    machineId: isMachineId(machineId) ? machineId : '',
    // fstab rather than what is mounted: a models disk that is missing today must not change the plan.
    hasModels: fstab.split('\n').some((line) => !line.startsWith('#') && line.split(/\s+/)[1] === modelsMount),
    ...(ai ? { work: { modelBytes: ai.choice.model?.file.bytes ?? 0, driverStages: ai.drivers.stages.length } } : {}),
  };
}

/** machine-id(5): 32 lower-case hexadecimal digits; "uninitialized" and all zeroes are not one. */
export function isMachineId(text: string): boolean {
  return /^(?!0{32})[0-9a-f]{32}$/.test(text);
}
