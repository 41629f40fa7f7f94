/** What the parts of first boot left behind, read for the report. A part that left nothing, or nothing readable, is left out. */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Host } from '../../shared/system/host.ts';
import type { Proof } from '../agent/proof.ts';
import type { DriversRecord } from '../drivers/drivers-record.ts';
import type { Hardening } from '../harden/results.ts';
import type { ModelStore } from '../models/model-store.ts';
import { driversPath, hardeningPath, modelsPath, proofPath } from '../paths.ts';
import type { Ending } from '../progress/ending.ts';
import { readIfThere } from '../read-if-there.ts';
import { notDone, type NotDone } from './not-done.ts';

export interface ReportFacts {
  machineName: string;
  ending: Ending;
  versions: Versions;
  hardening: Hardening & { counts: Record<string, number> };
  drivers: DriversRecord;
  models: ModelStore;
  benchmark: Proof;
  notDone: NotDone[];
  /** Most memory that the service itself ever held, in bytes (VmHWM, proc_pid_status(5)). Only once it is over: who waits writes the same report again. */
  memoryPeakBytes: number;
}

export interface Versions {
  debian?: string;
  kernel?: string;
  /** Ours, by package; cognos-llama carries llama.cpp's build number. */
  packages: Record<string, string>;
}

export async function gatherFacts(host: Host, lines: readonly JournalLine[], ending: Ending): Promise<Partial<ReportFacts>> {
  const hardening = await readPart<Hardening>(host, hardeningPath);
  const drivers = await readPart<DriversRecord>(host, driversPath);
  const models = await readPart<ModelStore>(host, modelsPath);
  const benchmark = await readPart<Proof>(host, proofPath);
  const memoryPeakBytes = ending.phase === 'ready' ? await readPeak(host) : undefined;
  return {
    machineName: (await readIfThere(host, '/etc/hostname') ?? '').trim() || 'this machine',
    ending, versions: await readVersions(host),
    ...(hardening ? { hardening: { ...hardening, counts: countStates(hardening) } } : {}),
    ...(drivers ? { drivers } : {}), ...(models ? { models } : {}), ...(benchmark ? { benchmark } : {}),
    ...(memoryPeakBytes === undefined ? {} : { memoryPeakBytes }),
    notDone: notDone({ lines, hardening, drivers, benchmark, ending }),
  };
}

async function readPart<T>(host: Host, path: string): Promise<T | undefined> {
  try {
    const value: unknown = JSON.parse(await readIfThere(host, path) ?? 'null');
    return value && typeof value === 'object' ? value as T : undefined;
  } catch {
    return undefined; // A part that is damaged must not cost the whole report.
  }
}

async function readPeak(host: Host): Promise<number | undefined> {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(await readIfThere(host, '/proc/self/status').catch(() => undefined) ?? '') ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

function countStates({ controls }: Hardening): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of controls) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

async function readVersions(host: Host): Promise<Versions> {
  const text = async (path: string): Promise<string | undefined> => (await readIfThere(host, path).catch(() => undefined))?.trim();
  // 1: none of them is installed.
  const list = await host.run('dpkg-query', ['--show', '--showformat=${Package} ${Version}\\n', 'cognos-*'], { okExitCodes: [0, 1] }).catch(() => '');
  const packages = Object.fromEntries(list.split('\n').flatMap((line) => {
    const [name, version] = line.split(' ');
    return name && version ? [[name, version] as const] : [];
  }));
  const debian = await text('/etc/debian_version');
  const kernel = await text('/proc/sys/kernel/osrelease');
  return { ...(debian === undefined ? {} : { debian }), ...(kernel === undefined ? {} : { kernel }), packages };
}
