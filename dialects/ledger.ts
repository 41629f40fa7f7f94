/**
 * The ledger of a translation: a document (YAML, JSON, TOML) in, a draft of the spec and a verdict on everything in the document
 * out. A verdict on a key holds for all below it that has none of its own.
 */
import type { Position } from '../shared/errors.ts';
import type { LossEntry, Outcome } from '../shared/foreign/loss-report.ts';
import { putAt, type Draft } from '../shared/foreign/translation.ts';
import { formatPath, type Path } from '../shared/spec/document.ts';
import { isMap } from '../shared/spec/is-map.ts';
import { nearest } from '../shared/spec/nearest.ts';
import type { Located } from '../shared/spec/read-document.ts';

export interface Ledger extends Draft<Path> {
  /** Undefined for what is not there, and for null. */
  get: (path: Path) => unknown;
  /** Of these, what is there and is another kind of thing is refused, and undefined (or none) here. Empty text is undefined. */
  text: (path: Path) => string | undefined;
  truth: (path: Path) => boolean | undefined;
  map: (path: Path) => Record<string, unknown> | undefined;
  list: (path: Path) => unknown[];
  /** One text, or a list of them. */
  texts: (path: Path) => string[];
  put: (path: Path, value: unknown) => void;
  /** Further entries of a list in the spec. */
  append: (path: Path, ...entries: unknown[]) => void;
  /** Each without effect where there is nothing at the path. The first verdict holds, but a refusal replaces any. */
  applied: (path: Path, note: string) => void;
  translated: (path: Path, to: readonly Path[], note?: string) => void;
  /** As it stands in the file, where the two have one form: what validation says of a part is said at that part. */
  carried: (path: Path, to: Path, note?: string) => void;
  notApplicable: (path: Path, why: string, doubt?: boolean) => void;
  refused: (path: Path, why: string) => void;
  /** Keys of the map at a path beside those that are known: refused where one that is known is near, else a doubt. */
  sayUnknown: (path: Path, known: readonly string[]) => void;
}

interface Verdict { path: Path; outcome: Exclude<Outcome, 'comment'>; to: string[]; note?: string; doubt?: true }

const keyOf = (path: Path): string => JSON.stringify(path);

export function createLedger(value: unknown, { file, locate }: Located): Ledger {
  const spec: Record<string, unknown> = {};
  const verdicts = new Map<string, Verdict>();
  const sources = new Map<string, Path>();
  const mirrored = new Set<string>();
  const get = (path: Path): unknown => path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string | number, unknown>)[step] : undefined), value) ?? undefined;
  const has = (path: Path): boolean => {
    const above = path.length === 0 ? undefined : get(path.slice(0, -1));
    return path.length === 0 || (typeof above === 'object' && above !== null && Object.hasOwn(above, path.at(-1) ?? ''));
  };
  const decide = (path: Path, verdict: Omit<Verdict, 'path'>): void => {
    const before = verdicts.get(keyOf(path));
    if (!has(path) || before?.outcome === 'refused') return;
    if (!before || verdict.outcome === 'refused') verdicts.set(keyOf(path), { path, ...verdict });
    else if (before.outcome === 'translated' && verdict.outcome === 'translated') {
      const note = before.note ?? verdict.note;
      verdicts.set(keyOf(path), { ...before, to: [...new Set([...before.to, ...verdict.to])], ...note === undefined ? {} : { note } });
    }
  };
  const refused = (path: Path, note: string): void => { decide(path, { outcome: 'refused', to: [], note }); };
  /** Of one kind, or refused. */
  const kind = <T>(path: Path, is: (found: unknown) => found is T, wanted: string): T | undefined => {
    const found = get(path);
    if (found === undefined || is(found)) return found;
    refused(path, `has to be ${wanted}`);
    return undefined;
  };
  const translated = (path: Path, to: readonly Path[], note?: string): void => {
    if (has(path)) for (const each of to) sources.set(keyOf(each), path);
    decide(path, { outcome: 'translated', to: to.map(formatPath), ...note === undefined ? {} : { note } });
  };
  const notApplicable = (path: Path, note: string, doubt = false): void => { decide(path, { outcome: 'not-applicable', to: [], note, ...doubt ? { doubt } : {} }); };
  return {
    spec, get, refused, notApplicable,
    text: (path) => {
      const found = kind(path, (each): each is string | number => typeof each === 'string' || typeof each === 'number', 'text');
      return found === undefined || found === '' ? undefined : String(found);
    },
    truth: (path) => kind(path, (each): each is boolean => typeof each === 'boolean', 'true or false'),
    map: (path) => kind(path, isMap, 'a map of keys'),
    list: (path) => kind(path, (each): each is unknown[] => Array.isArray(each), 'a list') ?? [],
    texts: (path) => {
      const found = kind(path, (each): each is string | (string | number)[] => typeof each === 'string' || (Array.isArray(each) && each.every((item) => ['string', 'number'].includes(typeof item))), 'a list of texts');
      return found === undefined ? [] : typeof found === 'string' ? [found] : found.map(String);
    },
    put: (path, content) => { putAt(spec, path, () => content); },
    append: (path, ...entries) => { putAt(spec, path, (before) => [...before as unknown[] | undefined ?? [], ...entries]); },
    applied: (path, note) => { decide(path, { outcome: 'applied', to: [], note }); },
    translated,
    carried: (path, to, note) => {
      if (get(path) === undefined) return;
      putAt(spec, to, () => structuredClone(get(path)));
      mirrored.add(keyOf(to));
      translated(path, [to], note);
    },
    sayUnknown: (path, known) => {
      for (const key of Object.keys(isMap(get(path)) ? get(path) as object : {})) {
        if (known.includes(key)) continue;
        const near = nearest(key, known);
        if (near === undefined) notApplicable([...path, key], 'nothing here asks this', true);
        else refused([...path, key], `there is no such key; did you mean ${near}?`);
      }
    },
    sourceOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const key = keyOf(path.slice(0, length));
        const found = sources.get(key);
        if (found) return mirrored.has(key) ? deepest(found, path.slice(length)) : found;
      }
      // Beside it: a shell that nobody asked for goes with the user that somebody did.
      return [...sources].find(([key]) => key.startsWith(keyOf(path.slice(0, 1)).slice(0, -1)))?.[1];
    },
    positionOf: (path): Position => (path ? locate(path, 'key') : { file, line: 1, column: 1 }),
    refuse: refused,
    entries: () => walk(value, [], false),
  };

  /** As far down as the document goes. */
  function deepest(from: Path, rest: Path): Path {
    const [step] = rest;
    return step !== undefined && has([...from, step]) ? deepest([...from, step], rest.slice(1)) : from;
  }

  /** In the order of the document. */
  function walk(node: unknown, path: Path, covered: boolean): LossEntry[] {
    const verdict = verdicts.get(keyOf(path));
    const children = Array.isArray(node) ? node.map((child: unknown, index): [number, unknown] => [index, child]) : isMap(node) ? Object.entries(node) : [];
    const below = children.flatMap(([step, child]) => walk(child, [...path, step], covered || verdict !== undefined));
    if (verdict) return [entryOf(verdict), ...below];
    if (covered || below.length > 0 || path.length === 0) return below;
    const empty = node === null || node === '' || (typeof node === 'object' && children.length === 0);
    return [entryOf({ path, outcome: 'not-applicable', to: [], ...empty ? { note: 'is empty' } : { note: 'nothing here asks this', doubt: true } })];
  }

  function entryOf({ path, outcome, to, note, doubt }: Verdict): LossEntry {
    const { line, column } = locate(path, 'key');
    return { lines: [line, line], column, outcome, ...path.length > 0 ? { question: formatPath(path) } : {}, ...to.length > 0 ? { to } : {}, ...note === undefined ? {} : { note }, ...doubt ? { doubt } : {} };
  }
}
