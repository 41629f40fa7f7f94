/** What the program talks to: how large, how fast, in colour or not, and which letters it can show. */
import type { WizardLanguage } from '../../shared/protocol/answers.ts';

export interface Terminal {
  /** At most 80 by 24: what a serial line has is enough everywhere. */
  columns: number;
  rows: number;
  colour: boolean;
  charset: 'utf-8' | 'ascii';
  /** What can be hoped to be in its font. */
  letters: 'latin' | 'cyrillic' | 'wide';
  /** A serial line: every byte counts, and the ends of keys arrive late. */
  slow: boolean;
}

export interface TerminalFacts {
  env: Record<string, string | undefined>;
  /** As the kernel reports it; a serial line reports nothing, or 0 by 0. */
  columns?: number | undefined;
  rows?: number | undefined;
  /** `/dev/ttyS0`, where known. */
  device?: string | undefined;
}

export const usual = { columns: 80, rows: 24 } as const;
/** Less than that holds neither a sentence nor a list. */
export const least = { columns: 50, rows: 16 } as const;

export function terminalOf({ env, columns, rows, device = '' }: TerminalFacts): Terminal {
  const term = env['TERM'] ?? '';
  const charset = /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '') ? 'utf-8' : 'ascii';
  const slow = isSerial(device) || !columns || !rows;
  return {
    ...sizeOf({ columns, rows }), charset, slow,
    // What a VT100 or VT220 is told about colour it ignores; on a serial line it would only cost time.
    colour: !env['NO_COLOR'] && !/^(vt\d|dumb|ansi-m|unknown)|-m$/.test(term) && term !== '',
    letters: charset === 'ascii' ? 'latin' : !slow && /^(xterm|screen|tmux|rxvt|foot|alacritty|gnome|konsole)/.test(term) ? 'wide' : 'cyrillic',
  };
}

export function sizeOf({ columns, rows }: Pick<TerminalFacts, 'columns' | 'rows'>): Pick<Terminal, 'columns' | 'rows'> {
  return columns && rows ? { columns: Math.min(columns, usual.columns), rows: Math.min(rows, usual.rows) } : usual;
}

export function isTooSmall({ columns, rows }: Terminal): boolean {
  return columns < least.columns || rows < least.rows;
}

function isSerial(device: string): boolean {
  return /^\/dev\/(tty(S|AMA|USB|ACM|SC|sclp|PS|mxc|LP|O)|hvc|xvc|console)/.test(device);
}

/** Which letters a language needs. Right-to-left and joining scripts come out wrong on terminals, whatever their font. */
const needs: Record<WizardLanguage, Terminal['letters'] | 'graphical'> = {
  en: 'latin', de: 'latin', fr: 'latin', es: 'latin', 'pt-BR': 'latin', it: 'latin', pl: 'latin', tr: 'latin', ru: 'cyrillic',
  ja: 'wide', ko: 'wide', 'zh-Hans': 'wide', ar: 'graphical', he: 'graphical', hi: 'graphical',
};
const rank = { latin: 0, cyrillic: 1, wide: 2, graphical: 3 } as const;

export function canShow(terminal: Terminal, language: WizardLanguage): boolean {
  return rank[needs[language]] <= rank[terminal.letters];
}
