/** The same Host inside the mounted target: commands run in its root, paths cannot leave it. */
import { posix } from 'node:path';
import type { Host } from './host.ts';

const maxLinks = 40; // As many as the kernel follows (path_resolution(7)).

/**
 * @param root where the target is mounted, absolute
 * Links inside the target are resolved against its root, as a process in it would, so a hostile or merely
 * absolute link (`/etc/localtime -> /usr/share/…`) never reaches the live system.
 */
export function targetHost(host: Host, root: string): Host {
  const inside = (path: string): Promise<string> => resolveInside(host, root, path);
  return {
    run: (file, args, options) => host.run('chroot', [root, file, ...args], options),
    readFile: async (path) => host.readFile(await inside(path)),
    readBytes: async (path, length, offset, into) => host.readBytes(await inside(path), length, offset, into),
    writeFile: async (path, content, options) => host.writeFile(await parentInside(inside, path), content, options),
    writeChunks: async (path, chunks, options) => host.writeChunks(await inside(path), chunks, options),
    appendFile: async (path, content) => host.appendFile(await inside(path), content),
    exists: async (path) => host.exists(await parentInside(inside, path)),
    list: async (path) => host.list(await inside(path)),
    readLink: async (path) => host.readLink(await parentInside(inside, path)),
    makeDirectory: async (path, options) => host.makeDirectory(await inside(path), options),
    symlink: async (target, path) => host.symlink(target, await parentInside(inside, path)),
    remove: async (path) => host.remove(await parentInside(inside, path)),
    copyRanges: async (source, target, ranges, options) => host.copyRanges(source, await inside(target), ranges, options),
    lock: async (path) => host.lock(await inside(path)),
  };
}

/** The folder resolved, the last name not: what replaces a name must replace the link, not what it points to. */
async function parentInside(inside: (path: string) => Promise<string>, path: string): Promise<string> {
  const clean = posix.resolve('/', path);
  return posix.join(await inside(posix.dirname(clean)), posix.basename(clean));
}

async function resolveInside(host: Host, root: string, path: string): Promise<string> {
  const pending = names(path);
  let resolved: string[] = [];
  for (let links = 0; pending.length > 0;) {
    const name = pending.shift() ?? '';
    if (name === '..') {
      resolved.pop();
      continue;
    }
    const here = posix.join(root, ...resolved, name);
    const target = await host.readLink(here);
    if (target === undefined) {
      resolved.push(name);
      continue;
    }
    if (++links > maxLinks) throw new Error(`${path}: too many levels of symbolic links`);
    // readLink resolves against the link's folder: a relative link stays under root, an absolute one starts at it.
    const own = target === root || target.startsWith(`${root}/`) ? target.slice(root.length) : target;
    resolved = [];
    pending.unshift(...names(own));
  }
  return posix.join(root, ...resolved);
}

function names(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
