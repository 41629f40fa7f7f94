/** Some controls, made so one after the other; what cannot be done is said and does not stop the others. */
import type { PartContext } from '../../shared/harden/action.ts';
import { applyControl, checkControls } from '../../shared/harden/apply-control.ts';
import type { Backups } from '../../shared/harden/backups.ts';
import type { Control } from '../../shared/harden/control.ts';
import { chooseControls } from '../../shared/harden/choose-controls.ts';
import { resultOf, type ControlResult } from './results.ts';

export interface Hardening {
  backups: Backups;
  context: PartContext;
  onProgress?: (fraction: number) => void;
}

export async function hardenControls(controls: readonly Control[], { backups, context, onProgress }: Hardening): Promise<ControlResult[]> {
  const { apply, leftOut } = chooseControls(controls, context.facts);
  const faults = await checkControls(apply, context);
  const results = leftOut.map(({ control, why }) => resultOf(control, 'left-out', why));
  for (const [index, control] of apply.entries()) {
    context.signal?.throwIfAborted();
    if (control.parts(context.facts).length === 0) {
      results.push(resultOf(control, 'not-due'));
      continue;
    }
    // What an action looks at may have been changed by a control before it: sshd's file by twenty, and one reloads it.
    const stale = results.some(({ state }) => state === 'applied') && control.parts(context.facts).some(({ kind }) => kind === 'action');
    const own = (stale ? await checkControls([control], context) : faults).get(control.id) ?? [];
    results.push(own.length === 0 ? resultOf(control, 'ok') : await harden(control, backups, context));
    onProgress?.((index + 1) / apply.length);
  }
  return results;
}

async function harden(control: Control, backups: Backups, context: PartContext): Promise<ControlResult> {
  try {
    const left = await applyControl(control, backups, context);
    if (left.length === 0) return resultOf(control, 'applied');
    return await failed(control, left.map(({ why }) => why).join('; '), context);
  } catch (error) {
    context.signal?.throwIfAborted();
    return failed(control, error instanceof Error ? error.message : String(error), context);
  }
}

async function failed(control: Control, why: string, { warn }: PartContext): Promise<ControlResult> {
  await warn(`The control ${control.id} (${control.title}) could not be applied: ${why}`);
  return resultOf(control, 'failed', why);
}
