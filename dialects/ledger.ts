/**
 * The ledger of a translation: a document (YAML, JSON, TOML) in, a draft of the spec and a verdict on everything in the document
 * out. A verdict on a key holds for all below it that has none of its own.
 */
import type { Position } from '../shared/errors.ts';
import { createDraftSpec, valueAt } from '../shared/foreign/draft-spec.ts';
import type { LossEntry } from '../shared/foreign/loss-report.ts';
import type { Draft } from '../shared/foreign/translation.ts';
import { settleVerdicts, type Verdict } from '../shared/foreign/verdict.ts';
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

interface PlacedVerdict extends Verdict { path: Path }

const keyOf = (path: Path): string => JSON.stringify(path);

export function createLedger(value: unknown, { file, locate }: Located): Ledger {
  const { spec, put, append, led, nearest: nearestSource } = createDraftSpec<Path>();
  const verdicts = new Map<string, PlacedVerdict>();
  const mirrored = new Set<string>();
  const get = (path: Path): unknown => valueAt(value, path) ?? undefined;
  const has = (path: Path): boolean => {
    const above = path.length === 0 ? undefined : get(path.slice(0, -1));
    return path.length === 0 || (typeof above === 'object' && above !== null && Object.hasOwn(above, path.at(-1) ?? ''));
  };
  const decide = (path: Path, verdict: Verdict): void => {
    if (has(path)) verdicts.set(keyOf(path), settleVerdicts(verdicts.get(keyOf(path)), { path, ...verdict }));
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
    if (has(path)) led(path, to);
    decide(path, { outcome: 'translated', to: to.map(formatPath), ...note === undefined ? {} : { note } });
  };
  const notApplicable = (path: Path, note: string, doubt = false): void => { decide(path, { outcome: 'not-applicable', to: [], note, ...doubt ? { doubt } : {} }); };
  return {
    spec, put, append, get, refused, notApplicable,
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
    applied: (path, note) => { decide(path, { outcome: 'applied', to: [], note }); },
    translated,
    carried: (path, to, note) => {
      if (get(path) === undefined) return;
      put(to, structuredClone(get(path)));
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
      const found = nearestSource(path);
      return found && mirrored.has(keyOf(path.slice(0, found.steps))) ? deepest(found.source, path.slice(found.steps)) : found?.source;
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

  function entryOf({ path, outcome, to, note, doubt }: PlacedVerdict): LossEntry {
    const { line, column } = locate(path, 'key');
    return { lines: [line, line], column, outcome, ...path.length > 0 ? { question: formatPath(path) } : {}, ...to.length > 0 ? { to } : {}, ...note === undefined ? {} : { note }, ...doubt ? { doubt } : {} };
  }
}
