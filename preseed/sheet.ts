/** The work sheet of a translation: answers in, a draft of the spec and a verdict on each answer out. */
import { createDraftSpec } from '../shared/foreign/draft-spec.ts';
import { formatPath, type Path } from '../shared/spec/document.ts';
import { placeIn, type Answer, type Line, type Preseed } from './answer.ts';
import type { LossEntry } from '../shared/foreign/loss-report.ts';
import { settleVerdicts, type Verdict } from '../shared/foreign/verdict.ts';

/** `offset` in the value, where a part of it is meant. */
interface AnswerVerdict extends Verdict { offset?: number }

export interface Sheet {
  readonly spec: Record<string, unknown>;
  answer: (question: string) => Answer | undefined;
  /** Undefined where the question has no answer or an empty one. */
  value: (question: string) => string | undefined;
  /** What stands in the value between spaces and commas; none where there is no value. */
  list: (question: string) => string[];
  /** Undefined where there is no answer; one that is neither is refused. */
  truth: (question: string) => boolean | undefined;
  /** Questions that have an answer and no verdict yet. */
  open: () => Answer[];
  put: (path: Path, value: unknown) => void;
  /** Further entries of a list in the spec. */
  append: (path: Path, ...entries: unknown[]) => void;
  /** Each without effect where the question has no answer. The first verdict holds, but a refusal replaces any. */
  applied: (question: string, note: string) => void;
  translated: (question: string, paths: readonly Path[], note?: string) => void;
  notApplicable: (question: string, why: string, doubt?: boolean) => void;
  /** `offset` in the value, where a part of it is meant. */
  refused: (question: string, why: string, offset?: number) => void;
  /** The answer that led to a value of the spec, or to the map that it stands in. */
  sourceOf: (path: Path) => Answer | undefined;
  lineOf: (question: string) => number;
  entries: () => LossEntry[];
}

export function createSheet(preseed: Preseed): Sheet {
  const last = new Map<string, Answer>();
  for (const { kind, answer } of preseed.lines) if (kind === 'answer' && answer) last.set(answer.question, answer);
  const { spec, put, append, led, nearest } = createDraftSpec<Answer>();
  const verdicts = new Map<string, AnswerVerdict>();

  const decide = (question: string, verdict: AnswerVerdict): void => {
    if (last.has(question)) verdicts.set(question, settleVerdicts(verdicts.get(question), verdict));
  };
  const value = (question: string): string | undefined => last.get(question)?.value || undefined;
  const sheet: Sheet = {
    spec, put, append, value,
    answer: (question) => last.get(question),
    list: (question) => (value(question) ?? '').split(/[\s,]+/).filter(Boolean),
    truth: (question) => {
      const text = value(question);
      if (text === undefined || text === 'true' || text === 'false') return text === undefined ? undefined : text === 'true';
      decide(question, { outcome: 'refused', to: [], note: 'the answer has to be true or false' });
      return undefined;
    },
    open: () => [...last.values()].filter(({ question }) => !verdicts.has(question)),
    applied: (question, note) => { decide(question, { outcome: 'applied', to: [], note }); },
    translated: (question, paths, note) => {
      const answer = last.get(question);
      if (answer) led(answer, paths);
      decide(question, { outcome: 'translated', to: paths.map(formatPath), ...note === undefined ? {} : { note } });
    },
    notApplicable: (question, note, doubt) => { decide(question, { outcome: 'not-applicable', to: [], note, ...doubt ? { doubt } : {} }); },
    refused: (question, note, offset) => { decide(question, { outcome: 'refused', to: [], note, ...offset === undefined ? {} : { offset } }); },
    sourceOf: (path) => nearest(path)?.source,
    lineOf: (question) => last.get(question)?.line.first ?? 0,
    entries: () => preseed.lines.map((line) => entryOf(line, last, verdicts)),
  };
  return sheet;
}

function entryOf(line: Line, last: Map<string, Answer>, verdicts: Map<string, AnswerVerdict>): LossEntry {
  const lines: LossEntry['lines'] = [line.first, line.last];
  const column = Math.max(0, line.text.search(/\S/)) + 1;
  const { answer, note } = line;
  if (line.kind === 'blank' || line.kind === 'comment') return { lines, column, outcome: 'comment', ...note === undefined ? {} : { note, doubt: true } };
  if (line.kind === 'broken') return { lines, column, outcome: 'refused', note: note ?? 'this is no answer' };
  if (!answer) return { lines, column, outcome: 'refused', note: 'this is no answer' };
  const { question } = answer;
  if (line.kind === 'flag') return { lines, column, outcome: 'applied', question, note: note ?? '' };
  const counted = last.get(question);
  if (counted && counted !== answer) return { lines, column, outcome: 'not-applicable', question, note: `answered again in line ${counted.line.first}, and the last answer counts`, doubt: true };
  const verdict = verdicts.get(question);
  if (!verdict) return { lines, column, outcome: 'not-applicable', question, note: 'nothing here asks this' };
  const { outcome, to, doubt, offset } = verdict;
  const place = offset === undefined ? { line: line.first, column } : placeIn(line, answer.offset + offset);
  return {
    lines, column, outcome, question, ...to.length > 0 ? { to } : {},
    ...verdict.note === undefined ? {} : { note: place.line === line.first ? verdict.note : `${verdict.note} (line ${place.line}, column ${place.column})` }, ...doubt ? { doubt } : {},
  };
}
