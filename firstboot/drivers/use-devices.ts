/** From installed drivers to proven devices: key, restart, module, tokens. */
import type { DeviceDrivers, DriverPlan } from '../../shared/drivers/driver-plan.ts';
import { ChildFailure } from '../../shared/measure/run-child.ts';
import { InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import type { Ai } from '../read-ai.ts';
import { bindDevice } from './bind-device.ts';
import { isMeant } from './change-path.ts';
import { nextKernel, runningKernel } from './dkms-build.ts';
import type { DeviceRecord, DriversRecord } from './drivers-record.ts';
import { isEnrolled, isSecureBootOn, signingKey } from './enrol-key.ts';
import { isFaster, proveDevices, type Proven } from './prove-devices.ts';

export interface DevicesRun {
  host: Host;
  signal: AbortSignal;
  ai: Ai;
  record: DriversRecord;
}

/** `restart`: why one is needed first; `enrol`: a person must be asked before it. */
export type Look = { restart: string; enrol?: true } | { restart?: undefined; proven: Proven[] };

/** Fills in the devices of the record. */
export async function useDevices(run: DevicesRun): Promise<Look> {
  const { host, ai: { drivers }, record } = run;
  const hasRestarted = record.restarted === true;
  if (await awaitsKey(host, drivers, record)) {
    if (!hasRestarted) return { restart: 'the firmware asks at the next start whether the driver’s key may be trusted', enrol: true };
    queueForKey(drivers, record);
  }
  const wanted = drivers.devices.filter(isMeant);
  const ready = wanted.filter((device) => blocking(device, record) === undefined);
  if (ready.length > 0 && !hasRestarted && await runningKernel(host) !== await nextKernel(host)) return { restart: `kernel ${await nextKernel(host)} starts with it, and the driver needs that` };
  for (const device of wanted.filter((each) => !ready.includes(each))) setDevice(record, device, 'none', [blocking(device, record) ?? '']);
  const bound: DeviceDrivers[] = [];
  for (const device of ready) {
    const binding = await bindDevice(host, device);
    if (binding.state === 'restart' && !hasRestarted) return { restart: binding.why };
    if (binding.state === 'bound') bound.push(device);
    else setDevice(record, device, 'none', [`${capital(binding.why)}.`]);
  }
  return { proven: bound.length > 0 ? await prove(run, bound) : [] };
}

async function prove({ host, signal, ai: { choice }, record }: DevicesRun, bound: readonly DeviceDrivers[]): Promise<Proven[]> {
  const proven = await proveDevices(host, choice.model, choice.agent?.threads ?? 1, signal).catch((error: unknown) => {
    if (!(error instanceof ChildFailure) && !(error instanceof InstallerError)) throw error;
    return error.message;
  });
  const left = typeof proven === 'string' ? [] : [...proven];
  for (const device of bound) {
    const index = left.findIndex(({ device: { name } }) => makers[device.family]?.test(name));
    const [own] = index < 0 ? [] : left.splice(index, 1);
    setProven(record, device, own, typeof proven === 'string' ? proven : undefined);
  }
  return typeof proven === 'string' ? [] : proven;
}

function setProven(record: DriversRecord, device: DeviceDrivers, own: Proven | undefined, trouble: string | undefined): void {
  if (own?.proof && isFaster(own.proof)) return setDevice(record, device, 'vulkan', [`It answered: ${own.proof.generation} tokens/s on a slice of the model, ${own.proof.cpuGeneration} on the CPU.`], own.proof);
  if (own?.proof) return setDevice(record, device, 'none', [`It answered, but not faster than the CPU: ${own.proof.generation} against ${own.proof.cpuGeneration} tokens/s, prompts at ${own.proof.prompt} against ${own.proof.cpuPrompt}.`], own.proof);
  const why = own?.trouble ?? trouble;
  return setDevice(record, device, 'none', [why === undefined ? 'Its driver is loaded, but llama.cpp does not find it through Vulkan.' : `No tokens came from it: ${why}.`]);
}

/** How Vulkan drivers name their devices. */
const makers: Partial<Record<DeviceDrivers['family'], RegExp>> = { nvidia: /nvidia|geforce|tesla|quadro/i, amd: /amd|radeon/i, 'intel-gpu': /intel/i };

/** Stages are named after the family that they are for. */
const prefixes: Partial<Record<DeviceDrivers['family'], string>> = { nvidia: 'nvidia', amd: 'amd', 'intel-gpu': 'intel' };

/** Why its driver is not there, in the words of its stage. */
function blocking({ family }: DeviceDrivers, { stages }: DriversRecord): string | undefined {
  const prefix = prefixes[family];
  const stage = stages.find(({ id, state }) => prefix !== undefined && id.startsWith(prefix) && state !== 'done');
  return stage && (stage.why ?? `${stage.label} is not installed.`);
}

async function awaitsKey(host: Host, { stages }: DriverPlan, record: DriversRecord): Promise<boolean> {
  const built = stages.filter(({ dkms, id }) => dkms && record.stages.some((stage) => stage.id === id && stage.state === 'done'));
  return built.length > 0 && await isSecureBootOn(host) && !await isEnrolled(host);
}

/** The packages stay: once the key is enrolled nothing else is missing. */
function queueForKey({ stages }: DriverPlan, record: DriversRecord): void {
  const built = new Set(stages.filter(({ dkms }) => dkms).map(({ id }) => id));
  record.stages = record.stages.map((stage) => (built.has(stage.id) && stage.state === 'done' ? {
    ...stage, state: 'queued' as const,
    why: `Secure Boot refuses the driver’s module until its key (${signingKey}) is enrolled, and at the last start nobody did. \`cognos-firstboot drivers enrol\` gives a new one-time password; until then models run on the CPU.`,
  } : stage));
}

function setDevice(record: DriversRecord, { accelerator }: DeviceDrivers, path: DeviceRecord['path'], why: string[], proof?: DeviceRecord['proof']): void {
  record.devices = record.devices.map((device) => (device.accelerator === accelerator ? { accelerator, name: device.name, path, why, ...(proof ? { proof } : {}) } : device));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
