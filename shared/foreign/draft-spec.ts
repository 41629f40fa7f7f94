/** A spec in the making, and what in the foreign file led to which part of it. */
import type { Path } from '../spec/document.ts';

export interface DraftSpec<Source> {
  readonly spec: Record<string, unknown>;
  put: (path: Path, value: unknown) => void;
  /** Further entries of a list in the spec. */
  append: (path: Path, ...entries: unknown[]) => void;
  led: (source: Source, to: readonly Path[]) => void;
  /** The nearest source, and how many steps of the path it led to: none where it is only beside. */
  nearest: (path: Path) => { source: Source; steps: number } | undefined;
}

export function createDraftSpec<Source>(): DraftSpec<Source> {
  const spec: Record<string, unknown> = {};
  const sources = new Map<string, Source>();
  return {
    spec,
    put: (path, value) => { putAt(spec, path, () => value); },
    append: (path, ...entries) => { putAt(spec, path, (before) => [...before as unknown[] | undefined ?? [], ...entries]); },
    led: (source, to) => { for (const path of to) sources.set(JSON.stringify(path), source); },
    nearest: (path) => {
      for (let steps = path.length; steps > 0; steps -= 1) {
        const source = sources.get(JSON.stringify(path.slice(0, steps)));
        if (source !== undefined) return { source, steps };
      }
      // Beside it: a shell that nobody asked for goes with the user that somebody did.
      const [, source] = [...sources].find(([key]) => key.startsWith(JSON.stringify(path.slice(0, 1)).slice(0, -1))) ?? [];
      return source === undefined ? undefined : { source, steps: 0 };
    },
  };
}

/** What stands at a path, own keys only; undefined where nothing does. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string | number, unknown>)[step] : undefined), root);
}

/** A value into a spec, with the maps and lists on the way to it. */
function putAt(spec: Record<string, unknown>, path: Path, change: (before: unknown) => unknown): void {
  let at: Record<string | number, unknown> = spec;
  path.slice(0, -1).forEach((step, index) => {
    if (!Object.hasOwn(at, step) || at[step] === undefined) at[step] = typeof path[index + 1] === 'number' ? [] : {};
    at = at[step] as Record<string | number, unknown>;
  });
  const end = path.at(-1);
  if (end !== undefined) at[end] = change(at[end]);
}
