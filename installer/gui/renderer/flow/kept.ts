/** What a reload must not lose and the engine need not know: which screen, and which were seen. */
const prefix = 'cognos.';

/** Storage may be refused (private windows, policies): then a reload begins at the first screen, and nothing else is lost. */
export function readKept(name: string): string | undefined {
  try {
    return sessionStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: string): void {
  try {
    sessionStorage.setItem(prefix + name, value);
  } catch {
    // As above.
  }
}
