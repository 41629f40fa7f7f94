/**
 * What goes wrong, in two shapes: a Finding (something read that cannot be) and an InstallerError
 * (something done that did not work). Both are plain sentences; neither ever carries a secret.
 */

/** A place in a file as editors count it: line and column start at 1. */
export interface Position {
  file: string;
  line: number;
  column: number;
}

export interface Finding {
  severity: 'error' | 'warning';
  /** Stable, kebab-case, for programs. */
  code: string;
  /** Dotted path in the document, `users[0].name`; empty for the document itself. */
  path: string;
  /** One sentence: what was read, why it cannot be, what would. */
  message: string;
  /** What the message was made of, for a translation of it. Never a secret. */
  values?: Record<string, string | number>;
  at?: Position;
}

/** `FILE:LINE:COL: path: message`, the one line a finding is printed as. */
export function formatFinding({ at, path, message, severity }: Finding): string {
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  const kind = severity === 'warning' ? 'warning: ' : '';
  return escapeForTerminal(`${place}${kind}${path ? `${path}: ` : ''}${message}`);
}

/** Control and bidirectional characters as `\u{hex}`, so that text from a file cannot drive a terminal. */
export function escapeForTerminal(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, (character) =>
    character === '\n' || character === '\t' ? ' ' : `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Exit codes of every command (design.md, Command line). */
export const exitCodes = {
  done: 0,
  specRefused: 1,
  usage: 2,
  machineRefused: 3,
  failedResumable: 4,
  failedForGood: 5,
  alreadyRunning: 75,
  /** `cognos-firstboot wait --timeout`: as timeout(1) has it. */
  timedOut: 124,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure with its cause and the next action; `code` is stable, the rest is for people. */
export class InstallerError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What to do next, one sentence. */
  readonly action: string;

  constructor(options: { code: string; message: string; action: string; exitCode: ExitCode; cause?: unknown }) {
    super(options.message, { cause: options.cause });
    this.name = 'InstallerError';
    this.code = options.code;
    this.exitCode = options.exitCode;
    this.action = options.action;
  }
}

/** Refused with findings: by the spec (exit 1) or by the machine (exit 3). */
export class RefusedError extends Error {
  readonly findings: readonly Finding[];
  readonly exitCode: ExitCode;

  constructor(findings: readonly Finding[], exitCode: ExitCode) {
    super(findings.map(formatFinding).join('\n'));
    this.name = 'RefusedError';
    this.findings = findings;
    this.exitCode = exitCode;
  }
}
