/** A spec as it may be kept: what `takeSecrets` put a reference in the place of is left out. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' && item.includes('⟦secret:') ? [] : [[key, withoutSecrets(item)]]));
}
