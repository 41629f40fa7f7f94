/** What a control gives its action. */
import type { ActionArguments } from '../../../shared/harden/action.ts';

export function argument(args: ActionArguments, name: string): string {
  const value = args[name];
  if (value === undefined) throw new Error(`the argument ${name} of an action is missing`);
  return value;
}

/** A list in one argument. */
export function words(args: ActionArguments, name: string): string[] {
  return argument(args, name).split(' ').filter((word) => word !== '');
}
