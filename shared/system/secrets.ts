/**
 * Secrets are references until the moment of use. `⟦secret:users.ada.passwd⟧` in a plan, journal or log is all
 * that is ever written; `revealer` puts the value in when a step runs.
 */
const reference = /⟦secret:([^⟧]+)⟧/gu;

export function secretReference(path: string): string {
  return `⟦secret:${path}⟧`;
}

/** Throws when a reference has no value: a step must never write the reference itself to disk. */
export function revealer(secrets: ReadonlyMap<string, string>): (text: string) => string {
  return (text) => text.replace(reference, (_, path: string) => {
    const value = secrets.get(path);
    if (value === undefined) throw new Error(`the secret ${path} is not known to this run`);
    return value;
  });
}

/** A copy of plain data with every string in it revealed. */
export function revealAll(value: unknown, reveal: (text: string) => string): unknown {
  if (typeof value === 'string') return reveal(value);
  if (Array.isArray(value)) return value.map((item) => revealAll(item, reveal));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealAll(item, reveal)]));
  }
  return value;
}
