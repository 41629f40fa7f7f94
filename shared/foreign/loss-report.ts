/** What became of each line of a foreign file. Nothing is dropped silently; nothing secret is repeated. */
import { escapeForTerminal, type Finding } from '../errors.ts';

/**
 * `applied`: CognOS does that anyway; `translated`: it is in the spec, at `to`; `not-applicable`: it has no meaning here,
 * and the machine is no different for it; `refused`: it was asked for and cannot be had.
 */
export type Outcome = 'applied' | 'translated' | 'not-applicable' | 'refused' | 'comment';

/** Who reads such files: debian-installer, Subiquity, Anaconda, Agama, Proxmox. */
export const dialects = ['preseed', 'autoinstall', 'kickstart', 'agama', 'proxmox'] as const;
export type Dialect = typeof dialects[number];

export interface LossEntry {
  /** First and last line in the file. */
  lines: [first: number, last: number];
  column: number;
  outcome: Outcome;
  /** The question of debconf, the path of a key, the command of kickstart; left out where there is none. */
  question?: string;
  /** Paths in the spec. */
  to?: string[];
  /** Why, or in what way. Never holds a secret. */
  note?: string;
  /** Probably not what was meant: said when the file is installed, too. */
  doubt?: true;
}

export interface LossReport {
  file: string;
  dialect: Dialect;
  encoding: string;
  counts: Record<Outcome, number>;
  entries: LossEntry[];
}

export function countOutcomes(entries: readonly LossEntry[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { applied: 0, translated: 0, 'not-applicable': 0, refused: 0, comment: 0 };
  for (const { outcome } of entries) counts[outcome] += 1;
  return counts;
}

const words: Record<Outcome, string> = { applied: 'applied', translated: 'translated', 'not-applicable': 'not applicable', refused: 'refused', comment: 'comment' };

/** `FILE:LINE:COL: outcome: question: note`; comments and blank lines only where they hide something. */
export function formatLossReport({ file, counts, entries }: LossReport): string[] {
  const rows = entries.filter(({ outcome, note }) => outcome !== 'comment' || note !== undefined);
  return [
    ...rows.map((entry) => formatEntry(entry, file)),
    escapeForTerminal(`${file}: ${counts.applied} applied, ${counts.translated} translated, ${counts['not-applicable']} not applicable, ${counts.refused} refused`),
  ];
}

function formatEntry({ lines: [line], column, outcome, question, to, note }: LossEntry, file: string): string {
  const arrow = to && to.length > 0 ? ` -> ${to.join(', ')}` : '';
  return escapeForTerminal(`${file}:${line}:${column}: ${words[outcome]}: ${question ?? 'this line'}${arrow}${note === undefined ? '' : `: ${note}`}`);
}

/** For those who do not want the whole report: what is refused, and what is probably a mistake. */
export function lossFindings({ file, dialect, entries }: LossReport): Finding[] {
  return entries.filter(({ outcome, doubt }) => outcome === 'refused' || doubt).map(({ lines: [line], column, outcome, question, note }) => ({
    severity: outcome === 'refused' ? 'error' : 'warning', code: `${dialect}-${outcome === 'refused' ? 'refused' : 'doubt'}`, path: question ?? '',
    message: note ?? 'cannot be had', at: { file, line, column },
  }));
}
