/** What stands in a kickstart file, before anyone asks what it means. */

export type Options = ReadonlyMap<string, readonly string[]>;

/** One line with a command or a package, or a section with all its lines. */
export interface Statement {
  kind: 'blank' | 'comment' | 'command' | 'section' | 'package' | 'end' | 'include' | 'broken';
  first: number;
  last: number;
  column: number;
  /** `part`, `%post`, the name of a package; empty where the word may be anything, a password too. */
  name: string;
  /** By their first name, without the hyphens: `fstype`, for `--type` as well. */
  options: Options;
  /** What stands beside the options. */
  words: readonly string[];
  /** Of a section, its lines. */
  body: readonly string[];
  /** Of a package, the line that begins its section. */
  section?: Statement;
  /** Why Anaconda would not take it. */
  fault?: string;
  /** What is probably not meant. */
  doubt?: string;
}

export interface Kickstart {
  file: string;
  encoding: 'UTF-8' | 'ISO-8859-1';
  statements: Statement[];
}
