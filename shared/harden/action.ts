/** What no file can say: by name, with its check, its doing and its undoing. firstboot/harden/actions has them. */
import type { Host } from '../system/host.ts';
import type { HardenFacts } from './control.ts';

export type ActionArguments = Readonly<Record<string, string>>;

export interface ActionContext {
  host: Host;
  facts: HardenFacts;
  signal?: AbortSignal | undefined;
  /** The command was typed in an ssh session: what may cut it off is taken back unless confirmed. */
  overSsh?: boolean;
  warn: (message: string) => Promise<void>;
}

export interface Action {
  /** What is not so, in a few words; undefined when all is. Changes nothing. */
  check(args: ActionArguments, context: ActionContext): Promise<string | undefined>;
  apply(args: ActionArguments, context: ActionContext): Promise<void>;
  /** Also after any other part of the same control was changed: a service reads its file again. */
  afterChange?: boolean;
  /** How it was before, for undo; an action without one has nothing to be undone. */
  save?(args: ActionArguments, context: ActionContext): Promise<string>;
  undo?(args: ActionArguments, saved: string, context: ActionContext): Promise<void>;
}

export type FindAction = (name: string) => Action;

export interface PartContext extends ActionContext { findAction: FindAction }
