/** A stable hash that guards resume: the same steps and secrets give the same hash on every machine and run. */
import { createHash } from 'node:crypto';
import type { Plan } from './plan.ts';

export function planHash({ steps, secretsFingerprint }: Pick<Plan, 'steps' | 'secretsFingerprint'>): string {
  return createHash('sha256').update(canonicalJson({ steps, secretsFingerprint })).digest('hex');
}

/** JSON with sorted keys: property order is not part of what is meant. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item);
}

/** A UUID that follows from its name (form of RFC 9562 version 8), so that a plan made twice is the same plan. */
export function uuidFrom(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
