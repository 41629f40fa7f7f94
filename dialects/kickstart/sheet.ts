/** The work sheet of a translation: statements in, a draft of the spec and a verdict on each line out. */
import { createDraftSpec } from '../../shared/foreign/draft-spec.ts';
import type { LossEntry, Outcome } from '../../shared/foreign/loss-report.ts';
import type { Draft } from '../../shared/foreign/translation.ts';
import { formatPath, type Path } from '../../shared/spec/document.ts';
import type { Kickstart, Statement } from './statement.ts';

export interface Sheet extends Draft<Statement> {
  /** Commands of these names that Anaconda would take, in the order of the file. */
  all: (...names: string[]) => Statement[];
  /** The one that counts: earlier ones are said to be overridden. */
  last: (...names: string[]) => Statement | undefined;
  /** The first of this name that Anaconda would not take. */
  faulty: (name: string) => Statement | undefined;
  /** Sections, packages and includes, by kind. */
  ofKind: (kind: Statement['kind']) => Statement[];
  /**
   * Asking for an option hears it, whatever the answer. What nobody has asked for is named in the report as not carried over.
   * Undefined where there is none, and for an empty one.
   */
  value: (statement: Statement, option: string) => string | undefined;
  has: (statement: Statement, ...options: string[]) => boolean;
  /** What stands between commas. */
  list: (statement: Statement, option: string) => string[];
  put: (path: Path, value: unknown) => void;
  /** Further entries of a list in the spec. */
  append: (path: Path, ...entries: unknown[]) => void;
  /** Several verdicts on one line become one: refused before translated before applied before not applicable, with every note; of refusals the first. */
  applied: (statement: Statement, note?: string) => void;
  translated: (statement: Statement, paths: readonly Path[], note?: string) => void;
  notApplicable: (statement: Statement, why: string, doubt?: boolean) => void;
  refused: (statement: Statement, why: string) => void;
  isRefused: (statement: Statement) => boolean;
  isOpen: (statement: Statement) => boolean;
}

interface Verdict { outcome: Exclude<Outcome, 'comment'>; to: string[]; notes: string[]; doubt: boolean }

const ranks: Record<Verdict['outcome'], number> = { 'not-applicable': 0, applied: 1, translated: 2, refused: 3 };

export function createSheet({ file, statements }: Kickstart): Sheet {
  const { spec, put, append, led, nearest } = createDraftSpec<Statement>();
  const verdicts = new Map<Statement, Verdict>();
  const heard = new Map<Statement, Set<string>>();

  const decide = (statement: Statement, outcome: Verdict['outcome'], note: string | undefined, more: { to?: string[]; doubt?: boolean } = {}): void => {
    const before = verdicts.get(statement);
    if (before?.outcome === 'refused') return;
    const notes = note === undefined ? [] : [note];
    const { to = [], doubt = false } = more;
    if (!before || outcome === 'refused') verdicts.set(statement, { outcome, to, notes, doubt });
    else verdicts.set(statement, { outcome: ranks[outcome] > ranks[before.outcome] ? outcome : before.outcome, to: [...new Set([...before.to, ...to])], notes: [...new Set([...before.notes, ...notes])], doubt: before.doubt || doubt });
  };
  const hear = (statement: Statement, option: string): readonly string[] => {
    heard.set(statement, (heard.get(statement) ?? new Set()).add(option));
    return statement.options.get(option) ?? [];
  };
  const value = (statement: Statement, option: string): string | undefined => hear(statement, option).at(-1) || undefined;
  const all = (...names: string[]): Statement[] => statements.filter(({ kind, name, fault }) => kind === 'command' && names.includes(name) && fault === undefined);
  const refused = (statement: Statement, why: string): void => { decide(statement, 'refused', why); };
  for (const statement of statements) {
    const { kind, fault } = statement;
    if (fault !== undefined && kind !== 'blank' && kind !== 'comment' && kind !== 'end') refused(statement, fault);
  }

  const unheard = (statement: Statement): string[] => [...statement.options.keys()].filter((option) => !heard.get(statement)?.has(option)).map((option) => `--${option}`);
  const entryOf = (statement: Statement): LossEntry => {
    const { kind, first, last, column, name, doubt: slip } = statement;
    const place = { lines: [first, last] as LossEntry['lines'], column };
    if (kind === 'blank' || kind === 'comment' || kind === 'end') return { ...place, outcome: 'comment' };
    const { outcome, to, notes, doubt } = verdicts.get(statement) ?? { outcome: 'not-applicable', to: [], notes: ['nothing here asks this'], doubt: true };
    const left = outcome === 'translated' || outcome === 'applied' ? unheard(statement) : [];
    const told = [...notes, ...left.length > 0 ? [`${left.join(', ')} ${left.length > 1 ? 'are' : 'is'} not carried over`] : [], ...slip === undefined || outcome === 'refused' ? [] : [slip]];
    // Without %end, what follows is taken for packages, and may be a line with a password.
    const hidden = kind === 'package' && !name.startsWith('@') && /\s/.test(name);
    const question = !hidden && /^[\w%@^.+*:/-][\w%@^.+*:/ -]{0,47}$/.test(name) ? { question: name } : {};
    return { ...place, outcome, ...question, ...to.length > 0 ? { to } : {}, ...told.length > 0 ? { note: told.join('; ') } : {}, ...doubt || slip !== undefined ? { doubt: true as const } : {} };
  };

  return {
    spec, put, append, all, value, refused,
    last: (...names) => {
      const given = all(...names);
      const counted = given.at(-1);
      for (const earlier of given.slice(0, -1)) decide(earlier, 'not-applicable', `line ${counted?.first ?? 0} says it again, and the last one counts`, { doubt: true });
      return counted;
    },
    faulty: (wanted) => statements.find(({ name, fault }) => name === wanted && fault !== undefined),
    ofKind: (kind) => statements.filter((statement) => statement.kind === kind),
    has: (statement, ...options) => options.map((option) => { hear(statement, option); return statement.options.has(option); }).some(Boolean),
    list: (statement, option) => hear(statement, option).flatMap((each) => each.split(',')).map((each) => each.trim()).filter(Boolean),
    applied: (statement, note) => { decide(statement, 'applied', note); },
    translated: (statement, paths, note) => {
      led(statement, paths);
      decide(statement, 'translated', note, { to: paths.map(formatPath) });
    },
    notApplicable: (statement, why, doubt = false) => { decide(statement, 'not-applicable', why, { doubt }); },
    isRefused: (statement) => verdicts.get(statement)?.outcome === 'refused',
    isOpen: (statement) => !verdicts.has(statement),
    sourceOf: (path) => nearest(path)?.source,
    positionOf: (statement) => ({ file, line: statement?.first ?? 1, column: statement?.column ?? 1 }),
    refuse: refused,
    entries: () => statements.map(entryOf),
  };
}
