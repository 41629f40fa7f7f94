/** What the operator of a site has written: rules, and the machines that are known by name. Plain data, read once, never changed. */
import type { Position } from '../../shared/errors.ts';
import type { Subnet } from '../../shared/spec/ip-address.ts';
import type { Located } from '../../shared/spec/read-document.ts';

/** What a template can be filled with. Text from a CSV file stays text; `|number` and `|list` make other things of it. */
export type Value = string | number | boolean | readonly (string | number | boolean)[];
export type Values = Readonly<Record<string, Value>>;

/** A number with a relation, `>=16`. */
export interface CountRule { relation: '>=' | '<=' | '>' | '<' | '='; count: number }

/** Every key that is given has to hold; of a list, one. Texts are globs with * and ?, upper and lower case are the same. */
export interface Match {
  mac?: readonly string[];
  serial?: readonly string[];
  uuid?: readonly string[];
  asset?: readonly string[];
  subnet?: readonly Subnet[];
  hardware?: HardwareMatch;
  /** Whether a row of `machines` is about the machine. */
  listed?: boolean;
  /** By the values of its row. */
  values?: Readonly<Record<string, readonly string[]>>;
}

export interface HardwareMatch {
  architecture?: readonly string[];
  firmware?: readonly string[];
  virtualisation?: readonly string[];
  vendor?: readonly string[];
  product?: readonly string[];
  cpu?: readonly string[];
  /** Family or name of one of them; `none` for a machine without. */
  accelerator?: readonly string[];
  cores?: CountRule;
  threads?: CountRule;
  /** Whole disks that are neither removable nor the medium. */
  disks?: CountRule;
  memory?: CountRule;
}

/** A spec before it is filled: plain values, and where each of them stands. */
export interface Template { value: unknown; located: Located }

export interface Rule {
  name: string;
  at: Position;
  match: Match;
  /** Only for machines that no other rule is for. */
  fallback: boolean;
  template: Template;
  values: Values;
  valuesAt: (name: string) => Position;
}

/** One machine by name: every identity that is given has to be the machine's. */
export interface Row {
  at: Position;
  identity: Identity;
  values: Values;
}

export interface Identity { mac?: readonly string[]; serial?: string; uuid?: string; asset?: string }

export interface Inventory {
  file: string;
  /** Every file that was read: who watches it for changes watches these. */
  files: readonly string[];
  values: Values;
  rules: readonly Rule[];
  rows: readonly Row[];
}

export const identityKeys = ['mac', 'serial', 'uuid', 'asset'] as const;
