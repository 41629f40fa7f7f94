/** Writes a file whole, with its mode and owner, whatever it was. */
import { posix } from 'node:path';
import type { FileState } from './file-state.ts';
import type { Host } from '../system/host.ts';

export async function replaceFile(host: Host, path: string, content: string, { mode, owner }: FileState): Promise<void> {
  await host.makeDirectory(posix.dirname(path));
  // A link is followed: /etc/motd and the like may be one, and a file in its place would be lost at the next upgrade.
  const real = await host.readLink(path) ?? path;
  await host.writeFile(real, content, { mode, uid: 0, gid: 0 });
  if (owner !== 'root:root') await host.run('chown', [owner, '--', real]);
}
