/** Does the medium hold what was built? Signature of the manifest first, then every file it lists. */
import { formatBytes } from '../shared/machine/format-bytes.ts';
import { mediumMountpoint } from '../shared/machine/probe-medium.ts';
import { CommandError, type Host } from '../shared/system/host.ts';

interface Listed { path: string; bytes: number; sha256: string }
export interface MediumVerdict { ok: boolean; lines: string[] }

const keyring = '/usr/share/keyrings/cognos-archive-keyring.gpg';
const manifest = `${mediumMountpoint}/cognos/manifest.json`;
const writeAnew = 'cognos: Do not install from it. Write the image to it again, or to another one, and check that.';

/** @param onProgress text before each file that takes its time: what is about to be read, and how far we are */
export async function verifyMedium(host: Host, onProgress: (text: string) => void): Promise<MediumVerdict> {
  if (!await isSigned(host)) return { ok: false, lines: ['cognos: the medium is damaged or not ours: the signature of its manifest does not fit.', writeAnew] };
  const { medium } = JSON.parse(await host.readFile(manifest)) as { medium: Listed[] };
  const total = medium.reduce((sum, { bytes }) => sum + bytes, 0) || 1;
  const wrong: string[] = [];
  let done = 0;
  for (const { path, bytes, sha256 } of medium) {
    if (bytes > total / 100) onProgress(`checking the medium, ${Math.floor(100 * done / total)}%: ${path}, ${formatBytes(bytes)}`);
    if (await digest(host, path) !== sha256) wrong.push(path);
    done += bytes;
  }
  if (wrong.length === 0) return { ok: true, lines: [`cognos: the medium is sound: ${medium.length} files, ${formatBytes(total)}, signature good.`, 'cognos: To install, restart (Ctrl+Alt+Del) and choose "Install CognOS".'] };
  return { ok: false, lines: [...wrong.map((path) => `cognos: damaged: ${path}`), `cognos: the medium is damaged: ${wrong.length} of ${medium.length} files differ from what was built.`, writeAnew] };
}

async function isSigned(host: Host): Promise<boolean> {
  try {
    await host.run('gpgv', ['--quiet', '--keyring', keyring, `${manifest}.sig`, manifest]);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** Undefined when the file is missing or cannot be read to its end, which is damage too. */
async function digest(host: Host, path: string): Promise<string | undefined> {
  try {
    return (await host.run('sha256sum', ['--binary', '--', `${mediumMountpoint}/${path}`])).split(' ')[0]?.replace(/^\\/, '');
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
