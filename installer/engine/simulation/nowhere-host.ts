/** A Host on which nothing can be done: what a simulation must not reach. Journals alone may be appended to, and are not kept. */
import type { Host } from '../../../shared/system/host.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('a simulation touches nothing'));

export const nowhereHost: Host = {
  run: refuse, readFile: refuse, readBytes: refuse, writeFile: refuse, writeChunks: refuse, appendFile: () => Promise.resolve(), exists: refuse, list: refuse,
  readLink: refuse, makeDirectory: refuse, symlink: refuse, remove: refuse, copyRanges: refuse, lock: refuse,
};
