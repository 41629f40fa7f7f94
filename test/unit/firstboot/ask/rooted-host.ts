/** Real files under a folder, for processes that have to share them; commands are what the test says. */
import { mkdirSync } from 'node:fs';
import { posix } from 'node:path';
import type { Host } from '../../../../shared/system/host.ts';
import { localHost } from '../../../../shared/system/local-host.ts';

export function rootedHost(root: string, run: Host['run'] = localHost.run): Host {
  const inside = (path: string): string => posix.join(root, path);
  const withFolder = (path: string): string => {
    mkdirSync(posix.dirname(inside(path)), { recursive: true });
    return inside(path);
  };
  return {
    run,
    readFile: (path) => localHost.readFile(inside(path)),
    readBytes: (path, length, offset, into) => localHost.readBytes(inside(path), length, offset, into),
    // Owners are root's business.
    writeFile: (path, content, { mode = 0o644 } = {}) => localHost.writeFile(withFolder(path), content, { mode }),
    writeChunks: (path, chunks, options) => localHost.writeChunks(withFolder(path), chunks, options),
    appendFile: (path, content) => localHost.appendFile(withFolder(path), content),
    exists: (path) => localHost.exists(inside(path)),
    list: (path) => localHost.list(inside(path)),
    readLink: (path) => localHost.readLink(inside(path)),
    makeDirectory: (path, { mode = 0o755 } = {}) => localHost.makeDirectory(inside(path), { mode }),
    symlink: (target, path) => localHost.symlink(target, withFolder(path)),
    remove: (path) => localHost.remove(inside(path)),
    copyRanges: (source, target, ranges, options) => localHost.copyRanges(inside(source), inside(target), ranges, options),
    lock: (path) => localHost.lock(withFolder(path)),
  };
}
