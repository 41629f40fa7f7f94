/** One control: looked at, made so, looked at again. */
import type { PartContext } from './action.ts';
import { applyPart } from './apply-part.ts';
import type { Backups } from './backups.ts';
import { checkPart } from './check-part.ts';
import type { Control, Part } from './control.ts';
import { lookAt, type Seen } from './look.ts';

export interface Fault { part: Part; why: string }

/** All controls with one look at the machine. */
export async function checkControls(controls: readonly Control[], context: PartContext): Promise<Map<string, Fault[]>> {
  const parts = controls.map((control) => [control.id, control.parts(context.facts)] as const);
  const seen = await lookAt(context.host, parts.flatMap(([, own]) => own));
  const faults = new Map<string, Fault[]>();
  for (const [id, own] of parts) faults.set(id, await faultsOf(own, seen, context));
  return faults;
}

/** @returns what is still not so afterwards; empty when all is */
export async function applyControl(control: Control, backups: Backups, context: PartContext): Promise<Fault[]> {
  const parts = control.parts(context.facts);
  const before = await lookAt(context.host, parts);
  const faulty = new Set((await faultsOf(parts, before, context)).map(({ part }) => part));
  if (faulty.size === 0) return [];
  for (const part of parts) {
    context.signal?.throwIfAborted();
    const follows = part.kind === 'action' && context.findAction(part.name).afterChange === true;
    if (faulty.has(part) || follows) await applyPart(part, { ...context, id: control.id, backups, seen: before });
  }
  return faultsOf(parts, await lookAt(context.host, parts), context);
}

async function faultsOf(parts: readonly Part[], seen: Seen, context: PartContext): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const part of parts) {
    const why = await checkPart(part, seen, context);
    if (why !== undefined) faults.push({ part, why });
  }
  return faults;
}
