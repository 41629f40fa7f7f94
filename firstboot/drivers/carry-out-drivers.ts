/** The driver plan from wherever it stands to a proven path. The CPU always works, so nothing here keeps a machine from being ready. */
import type { Host } from '../../shared/system/host.ts';
import { aiPath } from '../paths.ts';
import type { Ai } from '../read-ai.ts';
import { RebootNeeded } from '../waiting.ts';
import { aptGet, AptTrouble, type AptDoor } from './apt.ts';
import { onCpu, onVulkan, type Room } from './change-path.ts';
import { beginRecord, isUnfinished, readRecord, writeRecord, type DriversRecord } from './drivers-record.ts';
import { askForEnrolment } from './enrol-key.ts';
import { installStages } from './install-stages.ts';
import { installedVersions } from './package-state.ts';
import { isFaster, type Proven } from './prove-devices.ts';
import { showOnConsoles } from './show-on-consoles.ts';
import { useDevices, type Look } from './use-devices.ts';

export interface DriversRun extends Pick<AptDoor, 'host' | 'signal' | 'patience'> {
  ai: Ai;
  /** cognos.ai.enrol_key: ask. */
  mayEnrol: boolean;
  /** The first boot restarts by itself; later a restart is the owner's to choose. */
  mayRestart: boolean;
  onProgress: (fraction: number) => void;
  warn: (sentence: string) => Promise<void>;
}

/** Seconds for writing down a password. */
const readingTime = 60;

/** Throws RebootNeeded at most once for what it installed, and only where `mayRestart`. */
export async function carryOutDrivers(run: DriversRun): Promise<DriversRecord> {
  const { host, ai, warn } = run;
  const before = await readRecord(host);
  const record = beginRecord(ai.drivers, before);
  if (before && !isUnfinished(record)) return record;
  const bootId = (await host.readFile('/proc/sys/kernel/random/boot_id')).trim();
  if (record.restart?.bootId === bootId) return awaitRestart(run, record, record.restart.why);
  if (record.restart) record.restarted = true;
  delete record.restart;
  if (record.stages.length > 0) await installStages({ ...run, onStage: (done, of) => { run.onProgress(0.8 * done / of); }, onWait: (holder) => warn(waiting(holder)) }, ai.drivers, record);
  run.onProgress(0.8);
  const look = await useDevices({ ...run, record });
  if (look.restart !== undefined) return restart(run, record, { bootId, why: look.restart, enrol: look.enrol });
  await settle(run, record, look);
  for (const sentence of complaints(record)) await warn(sentence);
  return record;
}

async function restart(run: DriversRun, record: DriversRecord, { bootId, why, enrol }: { bootId: string; why: string; enrol: true | undefined }): Promise<DriversRecord> {
  const { host, signal } = run;
  if (enrol && run.mayRestart) {
    await askForEnrolment(host, (text) => showOnConsoles(host, text));
    await host.run('sleep', [String(readingTime)], { signal });
  }
  record.restart = { bootId, why: enrol && !run.mayRestart ? `${why}: run \`cognos-firstboot drivers enrol\` before it` : why };
  return awaitRestart(run, record, record.restart.why);
}

/** Until then models run on the CPU. */
async function awaitRestart(run: DriversRun, record: DriversRecord, why: string): Promise<DriversRecord> {
  await settle(run, record, { proven: [] });
  if (run.mayRestart) throw new RebootNeeded(why);
  return record;
}

/** Puts the choice of the model on what was proven, the record on disk last: a cut before it repeats the look. */
async function settle(run: DriversRun, record: DriversRecord, { proven }: Exclude<Look, { restart: string }>): Promise<void> {
  const { host, ai } = run;
  const good = proven.filter(({ proof }) => proof && isFaster(proof));
  const next = good.length > 0 ? onVulkan(ai, record.held, roomOf(record, good)) : undefined;
  if (next) {
    record.path = 'vulkan';
    record.llamaDevices = good.map(({ device }) => device.id);
    await writeAi(host, ai, next);
    delete record.held;
  } else {
    await stayOnCpu(run, record);
    if (proven.length > 0 && good.length === 0) await removeBackend(run);
    if (good.length > 0) await run.warn(`${good.map(({ device }) => device.name).join(' and ')}: too little memory for layers of the model, which runs on the CPU`);
  }
  await writeRecord(host, record);
}

async function stayOnCpu({ host, ai }: DriversRun, record: DriversRecord): Promise<void> {
  record.path = 'cpu';
  delete record.llamaDevices;
  const { ai: next, held } = onCpu(ai);
  if (held) {
    record.held = held;
    await writeRecord(host, record); // Before the choice forgets it.
  }
  await writeAi(host, ai, next);
}

/** A device that does not answer, or slowly, would still be taken by llama-server as long as it sees it. */
async function removeBackend(run: DriversRun): Promise<void> {
  if (!(await installedVersions(run.host, ['cognos-llama-vulkan'])).has('cognos-llama-vulkan')) return;
  try {
    await aptGet(run, ['--yes', 'purge', 'cognos-llama-vulkan']);
  } catch (error) {
    if (!(error instanceof AptTrouble)) throw error;
    await run.warn(`The Vulkan backend could not be taken away (${error.message}): llama-server may still try the device`);
  }
}

function roomOf({ devices }: DriversRecord, good: readonly Proven[]): Room {
  return { freeBytes: good.map(({ device }) => device.freeBytes), accelerators: devices.filter(({ path }) => path === 'vulkan').map(({ accelerator }) => accelerator) };
}

async function writeAi(host: Host, before: Ai, after: Ai): Promise<void> {
  if (JSON.stringify(before) !== JSON.stringify(after)) await host.writeFile(aiPath, `${JSON.stringify(after, undefined, 2)}\n`);
}

function complaints({ stages, devices }: DriversRecord): string[] {
  return [
    ...stages.filter(({ state }) => state !== 'done').map(({ label, state, why = '' }) => `${label}: ${{ queued: 'not yet', failed: 'failed', 'not-done': 'not done', done: '' }[state]}. ${why}`),
    ...devices.filter(({ path, proof, why }) => path === 'none' && (proof !== undefined || why.some((sentence) => sentence.startsWith('No tokens came')))).map(({ name, why }) => `${name} is not used: ${why.join(' ')}`),
  ];
}

const waiting = (holder: string | undefined): string => `Waiting for another program that uses apt${holder === undefined ? '' : ` (process ${holder})`}`;
