/** A machine as the server knows it. Times are milliseconds since 1970, of the server's clock. */

/** seen: it has asked for a menu. waiting: it wants a spec and may not have it yet. chosen: its rule is settled. */
export type MachineState = 'seen' | 'waiting' | 'chosen' | 'installing' | 'firstboot' | 'ready' | 'failed';
export const machineStates = ['seen', 'waiting', 'chosen', 'installing', 'firstboot', 'ready', 'failed'] as const satisfies readonly MachineState[];

export interface MachineRecord {
  id: string;
  state: MachineState;
  /** Why it waits, has failed, or stands still; a sentence. */
  reason: string | null;
  /** Of the stage that it is in, 0 to 1. */
  fraction: number;
  /** What it is doing, in the words of its plan. */
  label: string | null;
  /** Counts what somebody has asked for: the first install is 1, every retry one more. */
  attempt: number;
  /** How often it has fetched its spec in this attempt. */
  starts: number;
  /** 1: an earlier CognOS on its disk may be lost, for somebody has asked for it to be installed again. */
  reset: number;
  uuid: string | null;
  serial: string | null;
  asset: string | null;
  product: string | null;
  address: string | null;
  hostname: string | null;
  rule: string | null;
  /** Of the spec that it has, or may fetch; null without one. */
  spec_digest: string | null;
  token_hash: string | null;
  token_address: string | null;
  token_expires: number | null;
  token_used: number | null;
  seen_at: number;
  /** When it was last heard of. */
  heard_at: number;
  waiting_at: number | null;
  chosen_at: number | null;
  started_at: number | null;
  installed_at: number | null;
  /** Ready or failed. */
  ended_at: number | null;
}

export const recordColumns = [
  'id', 'state', 'reason', 'fraction', 'label', 'attempt', 'starts', 'reset', 'uuid', 'serial', 'asset', 'product', 'address', 'hostname', 'rule', 'spec_digest',
  'token_hash', 'token_address', 'token_expires', 'token_used', 'seen_at', 'heard_at', 'waiting_at', 'chosen_at', 'started_at', 'installed_at', 'ended_at',
] as const satisfies readonly (keyof MachineRecord)[];
