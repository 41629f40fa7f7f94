/**
 * The end of every translation: a spec that validates, and what became of each line. What is refused is left out of
 * the spec, and then nothing in it allows an unattended installation, or one over another system: a person has to look first.
 */
import type { Finding, Position } from '../errors.ts';
import { checkTree } from '../spec/check-tree.ts';
import { formatPath, toNode, type Path } from '../spec/document.ts';
import type { InstallSpec } from '../spec/install-spec.ts';
import { validateSpec } from '../spec/validate-spec.ts';
import { countOutcomes, type LossEntry, type LossReport } from './loss-report.ts';

/** A password into what /etc/shadow holds. */
export type Hash = (password: string) => Promise<string>;

export interface Translation {
  /** Valid, and without what was refused. */
  spec: InstallSpec;
  report: LossReport;
  refused: boolean;
  /** What validation says beside its refusals, at the places of the foreign file. */
  warnings: Finding[];
}

/** A spec in the making; `Source` is what in the foreign file led to a part of it. */
export interface Draft<Source> {
  readonly spec: Record<string, unknown>;
  sourceOf: (path: Path) => Source | undefined;
  positionOf: (source: Source | undefined) => Position;
  refuse: (source: Source, why: string) => void;
  entries: () => LossEntry[];
}

export async function settle<Source>(draft: Draft<Source>, about: Pick<LossReport, 'file' | 'dialect' | 'encoding'>): Promise<Translation> {
  const { spec, warnings } = await keepValid(draft, about.file);
  const entries = draft.entries();
  const refused = entries.some(({ outcome }) => outcome === 'refused');
  if (refused) {
    delete spec.cognos.unattended;
    delete spec.cognos.storage?.disk?.wipe;
  }
  const { cognos, ...rest } = spec;
  return { spec: { ...rest, cognos }, refused, warnings, report: { ...about, counts: countOutcomes(entries), entries } };
}

/**
 * What the schema or its meaning refuses is refused at the place it came from, and left out; this ends, as each
 * round takes something away.
 */
async function keepValid<Source>(draft: Draft<Source>, file: string): Promise<{ spec: InstallSpec; warnings: Finding[] }> {
  const refuse = (path: Path, why: string, what: string): void => {
    const source = draft.sourceOf(path);
    if (source === undefined) throw new Error(`nothing of the file led to ${what}: ${why}`);
    draft.refuse(source, why);
    remove(draft.spec, path);
  };
  for (let round = 0; round < 50; round += 1) {
    // What the spec's own reader would not let through, in values that came by another one.
    const unreadable = checkTree(toNode(draft.spec));
    for (const { path, message } of unreadable) refuse(path, message, formatPath(path));
    if (unreadable.length > 0) continue;
    const validation = await validateSpec(draft.spec, { file, source: () => undefined, locate: (path) => draft.positionOf(draft.sourceOf(path)) });
    if (validation.ok) return { spec: validation.spec, warnings: validation.warnings };
    for (const finding of validation.findings.filter(({ severity }) => severity === 'error')) {
      refuse(parsePath(finding.path), finding.message, finding.path);
    }
  }
  throw new Error('the translation did not become valid');
}

function parsePath(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, word]) => (index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(`"${quoted}"`) as string : word ?? ''));
}

/** The nearest thing that can go: an entry of a list takes the list's entry with it. */
function remove(spec: Record<string, unknown>, path: Path): void {
  const [top, second] = path;
  if (top === undefined) return;
  // A hole in a list would be wrong again.
  const list = path.findIndex((step) => typeof step === 'number');
  if (top === 'cognos' && second !== undefined) removeAt(spec, list < 0 ? path : path.slice(0, list));
  else if (top === 'apt' && second !== undefined) removeAt(spec, path.slice(0, 2));
  else if (top === 'users' && path.length > 2 && path[2] !== 'name') removeAt(spec, path.slice(0, 3));
  else delete spec[String(top)];
}

function removeAt(spec: Record<string, unknown>, path: Path): void {
  let at: unknown = spec;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (typeof at === 'object' && at !== null) delete (at as Record<string | number, unknown>)[path.at(-1) ?? ''];
}
