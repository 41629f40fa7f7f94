/** What every answer of the boot server is made of. */
import type { KeyObject } from 'node:crypto';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Resolution, ResolveOptions } from '../inventory/resolve-machine.ts';
import type { InventoryWatch } from '../inventory/watch-inventory.ts';
import type { Store } from '../store/open-store.ts';
import type { Neighbours } from './neighbours.ts';

export interface Serving {
  store: Store;
  inventory: InventoryWatch;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Of the event tokens; tokens.ts. */
  key: KeyObject;
  limits: Limits;
  neighbours: Neighbours;
  resolve: (inventory: Inventory, machine: Machine, addresses: readonly string[], options?: ResolveOptions) => Promise<Resolution>;
  /** One line an event, never a secret. */
  log: (line: string) => void;
  /** Something was put into the queue of webhooks. Undefined where there are none. */
  hooks?: { wake: () => void } | undefined;
  /** PEM of the authority that vouches for this server, for the installed machines. */
  authority?: string | undefined;
}

export interface Limits {
  /** Machines that install at the same time. */
  concurrency: number;
  /** Least time between two that begin, in seconds. */
  stagger: number;
}

/** The life of a token for a spec. */
export const tokenMilliseconds = 10 * 60_000;
/** Without news for so long, a machine holds no place any more, and the rollout view says that it is quiet. */
export const quietMilliseconds = 30 * 60_000;
/** How often a machine may begin the same attempt: one that never comes to an end must not do so for ever. */
export const mostStarts = 5;
