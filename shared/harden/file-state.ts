/** Modes and owners of files, many with one command. */
import type { Host } from '../system/host.ts';

export interface FileState { mode: number; /** `root:root`. */ owner: string }

/** Of those that are there. A link counts as what it points to. */
export async function readStates(host: Host, paths: readonly string[]): Promise<Map<string, FileState>> {
  if (paths.length === 0) return new Map();
  // 1 when one of them is not there, which is an answer.
  const text = await host.run('stat', ['--dereference', '--format=%a %U:%G %n', '--', ...new Set(paths)], { okExitCodes: [0, 1] });
  const rows = text.split('\n').map((line) => /^([0-7]+) (\S+) (.+)$/.exec(line));
  return new Map(rows.flatMap((row): [string, FileState][] => (row?.[1] && row[2] && row[3] ? [[row[3], { mode: Number.parseInt(row[1], 8), owner: row[2] }]] : [])));
}
