/** The package sources of this machine as apt reads them, with the keys that they name. */
import type { Host } from '../../shared/system/host.ts';
import { driverSourcesPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';

export interface Configured { uri: string; suite: string; component: string; signedBy: string }

/** Without --no-release-info apt names only those whose lists are on the disk already, and has no word for the key. */
const fields = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SOURCESENTRY)';

/** Our own file does not count as what was there before it. */
export async function readConfigured(host: Host, signal: AbortSignal): Promise<Configured[]> {
  const text = await host.run('apt-get', ['indextargets', '--no-release-info', '--format', fields, 'Created-By: Packages'], { signal });
  const rows = [...new Set(text.split('\n'))].map((line) => line.split('|')).filter(({ length }) => length === 4);
  const configured: Configured[] = [];
  for (const [uri = '', suite = '', component = '', entry = ''] of rows) {
    const [, path = '', number = '1'] = /^(.*):(\d+)$/.exec(entry) ?? [];
    if (path.endsWith(driverSourcesPath)) continue;
    configured.push({ uri: uri.replace(/\/$/, ''), suite, component, signedBy: signedByOf(await readIfThere(host, path) ?? '', path, Number(number)) });
  }
  return configured;
}

/** @param number of the line in a .list, of the paragraph in a .sources; those of comments alone are not counted */
export function signedByOf(text: string, path: string, number: number): string {
  if (!path.endsWith('.sources')) return /\[[^\]]*signed-by=([^\]\s]+)/i.exec(text.split('\n')[number - 1] ?? '')?.[1] ?? '';
  const paragraphs = text.split('\n').filter((line) => !line.startsWith('#')).join('\n').split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  // The key itself may stand there, in lines that begin with a space.
  return /^Signed-By:[ \t]*(.*(?:\n[ \t].*)*)/im.exec(paragraphs[number - 1] ?? '')?.[1] ?? '';
}
