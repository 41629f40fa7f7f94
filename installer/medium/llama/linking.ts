/** What programs and libraries ask of the system they will run on. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../command.ts';

/** Newest symbol versions of Debian 12's glibc 2.36 and libstdc++ 12. */
const newest: Readonly<Record<string, string>> = { GLIBC: '2.36', GLIBCXX: '3.4.30', CXXABI: '1.3.13' };
/** Beside itself and nowhere else: an empty element would be whatever folder the program is started in. */
const searchPath = '$ORIGIN';

/** Sentences about one file, from `readelf --wide --dynamic --version-info`. */
export function linkFaults(file: string, text: string): string[] {
  const paths = [...text.matchAll(/\((?:RPATH|RUNPATH)\).*\[(.*)\]/g)].map(([, path = '']) => path);
  const wrongPaths = paths.filter((path) => path !== searchPath).map((path) => `${file} looks for libraries in ${JSON.stringify(path)}, not beside itself`);
  const versions = [...new Set(text.match(/\b(?:GLIBC|GLIBCXX|CXXABI)_[\d.]+\b/g))].sort();
  return [...wrongPaths, ...versions.filter(isTooNew).map((version) => `${file} needs ${version}, which Debian 12 does not have`)];
}

/** Throws with every fault of every program and library in a folder. */
export async function checkLinking(folder: string): Promise<void> {
  const faults: string[] = [];
  for (const file of (await readdir(folder)).sort()) {
    faults.push(...linkFaults(file, await command('readelf', ['--wide', '--dynamic', '--version-info', join(folder, file)])));
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function isTooNew(version: string): boolean {
  const [name = '', number = ''] = version.split('_');
  const limit = (newest[name] ?? '0').split('.').map(Number);
  const parts = number.split('.').map(Number);
  const at = parts.findIndex((part, index) => part !== (limit[index] ?? 0));
  return at >= 0 && (parts[at] ?? 0) > (limit[at] ?? 0);
}
