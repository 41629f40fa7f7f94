/** What an earlier attempt left of a file, and what of it may still count. */
import type { Host } from '../../shared/system/host.ts';
import { readIfThere } from '../read-if-there.ts';
import type { ByteRange } from './byte-range.ts';
import { encodeControlFile } from './control-file.ts';
import type { DownloadUser } from './download-user.ts';
import type { PartialPaths } from './places.ts';
import { reserveSpace } from './reserve-space.ts';
import { writtenRanges } from './written-ranges.ts';

export interface PartialState {
  /** Of the file that this is going to be. */
  sha256?: string | undefined;
  bytes: number;
  bootId: string;
  /** By address as it was asked: what the server called the file when bytes of it came from there. */
  tags: Record<string, string>;
}

/** The state of an earlier attempt at the same file; undefined when there is none, or of another file. */
export async function readPartial(host: Host, { state, file }: PartialPaths, wanted: { sha256?: string | undefined; bytes: number }): Promise<PartialState | undefined> {
  const text = await readIfThere(host, state);
  if (text === undefined || !await host.exists(file)) return undefined;
  try {
    const found = JSON.parse(text) as PartialState;
    return found.bytes === wanted.bytes && found.sha256 === wanted.sha256 ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Everything of it goes. */
export async function dropPartial(host: Host, { folder, state }: PartialPaths): Promise<void> {
  await host.remove(folder);
  await host.remove(state);
}

/** An empty one, its space reserved: that there is not enough is said before anything is fetched. */
export async function beginPartial(host: Host, paths: PartialPaths, state: Omit<PartialState, 'bootId'>, user: DownloadUser | undefined, models: string): Promise<void> {
  await awaitWriter(host, paths);
  await dropPartial(host, paths);
  // Its own permissions are for it alone: the folder around it must let that user through.
  await host.makeDirectory(models, { mode: 0o755 });
  await host.makeDirectory(paths.folder, { mode: 0o700, ...user });
  await reserveSpace(host, { path: paths.file, bytes: state.bytes, folder: models });
  await own(host, paths.file, user);
  await writeControlFile(host, paths, state.bytes, [], user);
  await savePartial(host, paths, state);
}

export async function savePartial(host: Host, { state: path }: PartialPaths, state: Omit<PartialState, 'bootId'>): Promise<void> {
  await host.writeFile(path, `${JSON.stringify({ ...state, bootId: await bootId(host) })}\n`, { mode: 0o600 });
}

/**
 * Makes the control file say what is really there. Where the filesystem does not tell, aria2's own is believed within
 * the same boot; after a power cut it may be newer than the data, and the download starts again.
 * @returns whether the partial can be gone on with
 */
export async function recoverPartial(host: Host, paths: PartialPaths, state: PartialState, user: DownloadUser | undefined): Promise<boolean> {
  await awaitWriter(host, paths);
  // It may have been on its way to its place already, and root's.
  await own(host, paths.file, user);
  const ranges = await writtenRanges(host, paths.file);
  if (ranges) {
    await writeControlFile(host, paths, state.bytes, ranges, user);
    return true;
  }
  return state.bootId === await bootId(host) && host.exists(paths.control);
}

async function writeControlFile(host: Host, paths: PartialPaths, bytes: number, ranges: readonly ByteRange[], user: DownloadUser | undefined): Promise<void> {
  await host.remove(paths.control);
  await host.writeChunks(paths.control, [encodeControlFile(bytes, ranges)]);
  await own(host, paths.control, user);
}

/** The aria2 of a run that was killed takes a moment to end, and writes its control file in it. */
async function awaitWriter(host: Host, { lock }: PartialPaths): Promise<void> {
  if (await host.exists(lock)) await host.run('flock', ['--timeout', '30', lock, 'true']);
}

async function own(host: Host, path: string, user: DownloadUser | undefined): Promise<void> {
  if (user) await host.run('chown', ['--no-dereference', `${user.uid}:${user.gid}`, '--', path]);
}

export async function bootId(host: Host): Promise<string> {
  return (await readIfThere(host, '/proc/sys/kernel/random/boot_id') ?? '').trim();
}
