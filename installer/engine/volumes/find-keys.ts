/** Public ssh keys on volumes that were plugged in, where people keep them. A private key is never read further than its kind. */
import type { KeyFile } from '../../../shared/protocol/request.ts';
import { checkSshKeys } from '../../../shared/spec/check-ssh-keys.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import type { Host } from '../../../shared/system/host.ts';
import type { FoundVolume } from './find-volumes.ts';
import { withVolume } from './with-volume.ts';

const mostFiles = 200;
const mostBytes = 64 * 1024;

export async function findKeys(host: Host, volumes: readonly FoundVolume[], log: (line: string) => void): Promise<KeyFile[]> {
  const found: KeyFile[] = [];
  for (const volume of volumes) {
    try {
      found.push(...await withVolume(host, volume, 'read', (inside) => keysIn(inside, volume.title)));
    } catch (error) {
      // A volume that cannot be read has no keys for us, and the next one may.
      log(`${volume.path} could not be looked at for keys: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return found;
}

async function keysIn(inside: Host, volume: string): Promise<KeyFile[]> {
  const homes = (await listIn(inside, '/home')).flatMap((name) => [`/home/${name}`, `/home/${name}/.ssh`]);
  const folders = ['/', '/.ssh', '/ssh', '/keys', '/root/.ssh', ...homes];
  const paths = (await Promise.all(folders.map(async (folder) => (await listIn(inside, folder)).filter(isKeyFile).map((name) => `${folder === '/' ? '' : folder}/${name}`)))).flat();
  const files = await Promise.all(paths.slice(0, mostFiles).map(async (file) => ({ volume, file, keys: keysOf(await textOf(inside, file)) })));
  return files.filter(({ keys }) => keys.length > 0);
}

function isKeyFile(name: string): boolean {
  return name.endsWith('.pub') || name === 'authorized_keys';
}

/** The lines that the spec would take as they are. */
export function keysOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return [...new Set(lines.filter(isTaken))];
}

function isTaken(key: string): boolean {
  let taken = true;
  void checkSshKeys({ ssh_authorized_keys: [key] } as InstallSpec, () => { taken = false; });
  return taken;
}

/** A folder, a device or a file that cannot be read holds no keys. */
async function textOf(inside: Host, file: string): Promise<string> {
  try {
    return new TextDecoder().decode(await inside.readBytes(file, mostBytes));
  } catch {
    return '';
  }
}

async function listIn(inside: Host, folder: string): Promise<string[]> {
  try {
    return await inside.list(folder);
  } catch {
    return []; // A file of that name.
  }
}
