/** Contents of nvidia-detect's lists: lines `10DE` + four hex digits, one device each. */
export interface IdLists {
  current: string;
  tesla470: string;
  legacy: string[];
}

/** Device ids, four lower-case hex digits, sorted; each in the newest series of Debian 12 that drives it. */
export interface NvidiaIds {
  current: string[];
  tesla470: string[];
  /** Nothing in Debian 12 drives these. */
  unsupported: string[];
}

export function readIdLists({ current, tesla470, legacy }: IdLists): NvidiaIds {
  const newest = new Set(readIds(current));
  const kepler = new Set(readIds(tesla470).filter((id) => !newest.has(id)));
  const old = new Set(legacy.flatMap(readIds).filter((id) => !newest.has(id) && !kepler.has(id)));
  return { current: [...newest].sort(), tesla470: [...kepler].sort(), unsupported: [...old].sort() };
}

function readIds(text: string): string[] {
  return [...text.matchAll(/^10de([0-9a-f]{4})\s*$/gim)].map(([, id = '']) => id.toLowerCase());
}
