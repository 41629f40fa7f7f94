/** What every meaning check gets: the spec, known to fit the schema, and a way to say what cannot be. */
import type { Finding } from '../errors.ts';
import type { Path } from './document.ts';
import type { InstallSpec } from './install-spec.ts';

export type Note = (code: string, path: Path, message: string, severity?: Finding['severity'], values?: Finding['values']) => void;
export type Check = (spec: InstallSpec, note: Note) => void | Promise<void>;

/** What was read, short enough for one line; never used for what may be secret. */
export function quote(text: string): string {
  return JSON.stringify(cut(text));
}

/** The same without quotation marks, for a translation that has its own. */
export function cut(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}
