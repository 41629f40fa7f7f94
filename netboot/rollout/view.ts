/** The rollout as somebody looks at it: every machine in a line, how many stand where, how fast it goes. No secrets. */
import type { Finding } from '../../shared/errors.ts';
import { formatFinding } from '../../shared/errors.ts';
import { quietMilliseconds } from '../serve/serving.ts';
import { machinesWithLogs } from '../store/events.ts';
import { allMacs, listMachines } from '../store/machines.ts';
import { machineStates, type MachineRecord, type MachineState } from '../store/machine-record.ts';
import type { Store } from '../store/open-store.ts';
import { readSetting } from '../store/settings.ts';
import { ratesOf, type Rates } from './rates.ts';

export interface RolloutMachine {
  id: string;
  state: MachineState;
  /** Of its stage, 0 to 1. */
  fraction: number;
  label?: string;
  /** Why it waits or has failed. */
  reason?: string;
  /** Not heard of for half an hour, though it should be. */
  quiet?: true;
  hostname?: string;
  macs: string[];
  serial?: string;
  asset?: string;
  product?: string;
  address?: string;
  rule?: string;
  specDigest?: string;
  attempt: number;
  hasLog?: true;
  /** ISO 8601. */
  seenAt: string;
  heardAt: string;
  chosenAt?: string;
  startedAt?: string;
  installedAt?: string;
  endedAt?: string;
}

export interface Rollout {
  version: 1;
  at: string;
  counts: Record<MachineState, number>;
  rates: Rates;
  /** Undefined where no server has used this state yet. */
  inventory?: InventoryState;
  /** What is wrong on the network, such as another boot server. */
  warnings?: string[];
  machines: RolloutMachine[];
}

export interface InventoryState { file: string; loadedAt: string; rules: number; listed: number; /** What is wrong with it as it is now, in sentences. */ problems: string[] }

export function inventoryState(file: string, loadedAt: Date, rules: number, listed: number, findings: readonly Finding[]): InventoryState {
  return { file, loadedAt: loadedAt.toISOString(), rules, listed, problems: findings.map(formatFinding) };
}

export function rolloutOf(store: Store, now: number): Rollout {
  const records = listMachines(store);
  const macs = allMacs(store);
  const logs = machinesWithLogs(store);
  const counts = Object.fromEntries(machineStates.map((state) => [state, records.filter((record) => record.state === state).length])) as Record<MachineState, number>;
  const inventory = readSetting(store, 'inventory') as InventoryState | undefined;
  const warnings = (readSetting(store, 'warnings') ?? []) as string[];
  return { version: 1, at: new Date(now).toISOString(), counts, rates: ratesOf(records, now), ...inventory ? { inventory } : {}, ...warnings.length > 0 ? { warnings } : {}, machines: records.map((record) => machineOf(record, macs.get(record.id) ?? [], logs.has(record.id), now)) };
}

function machineOf(record: MachineRecord, macs: string[], hasLog: boolean, now: number): RolloutMachine {
  const known = Object.fromEntries(Object.entries({
    label: record.label, reason: record.reason, hostname: record.hostname, serial: record.serial, asset: record.asset, product: record.product, address: record.address,
    rule: record.rule, specDigest: record.spec_digest, chosenAt: time(record.chosen_at), startedAt: time(record.started_at), installedAt: time(record.installed_at), endedAt: time(record.ended_at),
  }).filter(([, value]) => value !== null));
  return {
    id: record.id, state: record.state, fraction: record.fraction, macs, attempt: record.attempt, seenAt: new Date(record.seen_at).toISOString(), heardAt: new Date(record.heard_at).toISOString(),
    ...known, ...isQuiet(record, now) ? { quiet: true } : {}, ...hasLog ? { hasLog: true } : {},
  };
}

function isQuiet({ state, heard_at: heard }: MachineRecord, now: number): boolean {
  return ['chosen', 'installing', 'firstboot'].includes(state) && now - heard > quietMilliseconds;
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
