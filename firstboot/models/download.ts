/** One file from one or more servers that have the same one, in pieces at a time, into the unfinished file. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../shared/system/host.ts';
import { Aria2Ended, startAria2, type Aria2, type Aria2Options } from './aria2.ts';
import { Aria2Refusal } from './aria2-rpc.ts';
import { prefixOf } from './control-file.ts';
import { addTorrent, originTurns } from './sharing.ts';
import type { PrefixHash } from './prefix-hash.ts';
import type { Source } from './probe-source.ts';
import { SourceError } from './source-error.ts';
import { speedWatch } from './speed-watch.ts';

export interface DownloadOptions extends Omit<Aria2Options, 'connections' | 'window' | 'useHead'> {
  sources: readonly Source[];
  bytes: number;
  hash: PrefixHash;
  onBytes: (done: number) => void;
  /** Called before every start but the first: makes the control file right after a kill. */
  recover: () => Promise<unknown>;
  /** The last byte is written; what came is not verified yet. */
  onComplete: () => void;
}

interface Status { status: string; seeder?: string; completedLength: string; totalLength: string; bitfield?: string; pieceLength: string; errorCode?: string; errorMessage?: string }

/** Of aria2 itself, without a byte between them; with progress it is started again and again. */
const mostDeaths = 3;

/** @returns the digest of the file. Throws SourceError when these sources do not give it; what came stays. */
export async function download(host: Host, options: DownloadOptions): Promise<string> {
  let best = 0;
  for (let deaths = 0; ; deaths += 1) {
    if (deaths > 0) await options.recover();
    let reached = 0;
    try {
      return await runOnce(host, { ...options, onBytes: (done) => { reached = done; options.onBytes(done); } });
    } catch (error) {
      if (!(error instanceof Aria2Ended)) throw error;
      if (reached > best) [best, deaths] = [reached, 0];
      if (deaths >= mostDeaths) throw new SourceError(`aria2 ended ${mostDeaths} times: ${error.message}`);
    }
  }
}

/** Many connections at once get more from a distant server. From one that is near, or cannot send parts, one is enough. */
const manyConnections = 4;
/** Seconds there and back; within it, what is on its way in a small window fills gigabits, and is all that a kill costs. */
const near = 0.0015;
/** The kernel gives net.core.rmem_max at most, 208 KiB unless told: with that, both ends wake up four times as often. */
const nearWindow = 1024 ** 2;

function connectionsTo(sources: readonly Source[]): Pick<Aria2Options, 'connections' | 'window'> {
  if (!sources.every(({ ranges }) => ranges)) return { connections: 1 };
  return sources.every(({ distance }) => distance < near) ? { connections: 1, window: nearWindow } : { connections: manyConnections };
}

async function runOnce(host: Host, options: DownloadOptions): Promise<string> {
  const { paths: { file }, hash, bytes } = options;
  const aria2 = await startAria2(host, { ...options, ...connectionsTo(options.sources), useHead: options.sources.every(({ head }) => head) });
  try {
    await watch(aria2, options, writeBack(host, file));
  } catch (error) {
    await aria2.stop();
    throw error;
  }
  options.onComplete();
  const work = [hash.finish(bytes), host.run('sync', ['--data', '--', file])] as const;
  // Meanwhile it gives to others.
  if (options.sharing) await Promise.allSettled(work);
  // All at the same time: aria2 takes a second to end.
  const [digest] = await Promise.all([...work, aria2.stop()] as const);
  return digest;
}

const writeBackBytes = 256 * 1024 ** 2;

/** Now and then what came goes to the disk: a power cut costs little, and the end is not spent waiting for the disk. */
function writeBack(host: Host, file: string): (done: number) => void {
  let running = false;
  let asked = 0;
  return (done) => {
    if (running || done - asked < writeBackBytes) return;
    [running, asked] = [true, done];
    // What goes wrong here goes wrong again at the end, and is said there.
    void host.run('sync', ['--data', '--', file]).catch(() => undefined).finally(() => { running = false; });
  };
}

interface Added { gid: string; /** What is to be seen to now and then. */ turn?: (bytes: number, at: number) => Promise<void> }

async function add({ call }: Aria2, { sources, paths: { folder, file }, sharing, patience }: DownloadOptions): Promise<Added> {
  const urls = sources.map(({ url }) => url);
  if (!sharing) return { gid: await call<string>('addUri', urls, { dir: folder, out: file.slice(folder.length + 1) }) };
  const gid = await addTorrent(call, sharing, folder);
  return { gid, turn: originTurns(call, gid, urls, sharing, patience) };
}

async function watch(aria2: Aria2, options: DownloadOptions, onDone: (done: number) => void): Promise<void> {
  const { bytes, hash, onBytes, settings, patience, sharing, signal } = options;
  const { call } = aria2;
  const { gid, turn } = await add(aria2, options);
  const isTooSlow = speedWatch(patience, settings.limit);
  const begun = { at: performance.now(), done: -1 };
  for (;;) {
    const now = await tellStatus(call, gid);
    const done = Number(now.completedLength);
    if (now.totalLength !== '0' && Number(now.totalLength) !== bytes) throw new SourceError(`it sends ${now.totalLength} bytes, not ${bytes}`);
    onBytes(done);
    onDone(done);
    if (now.status === 'complete' || now.seeder === 'true') return;
    if (now.status === 'error' || now.status === 'removed') throw new SourceError(sentence(now));
    hash.advance(prefixOf(now.bitfield ?? '', Number(now.pieceLength), bytes));
    const slow = isTooSlow(done, performance.now() / 1000);
    if (slow !== undefined) throw new SourceError(slow);
    await turn?.(done, performance.now() / 1000).catch(lost);
    if (begun.done < 0) begun.done = done;
    await sleep(pause(sharing ? sharedPause : patience.pollMilliseconds, (bytes - done) / (done - begun.done) * (performance.now() - begun.at)), undefined, { signal });
  }
}

const longestPause = 500;
/** Peers are waited for longer than anything else here, and many machines may be one. */
const sharedPause = 250;

/** Asking takes time from what is asked for: seldom on the way, often towards the end. */
function pause(shortest: number, millisecondsLeft: number): number {
  return Number.isFinite(millisecondsLeft) ? Math.min(longestPause, Math.max(shortest, millisecondsLeft / 4)) : shortest;
}

function tellStatus(call: Aria2['call'], gid: string): Promise<Status> {
  return call<Status>('tellStatus', gid, ['status', 'seeder', 'completedLength', 'totalLength', 'bitfield', 'pieceLength', 'errorCode', 'errorMessage']).catch(lost);
}

function lost(error: unknown): never {
  if (error instanceof Aria2Refusal) throw new SourceError(`aria2 lost it: ${error.message}`);
  throw error;
}

/** Numbers of aria2's manual, "EXIT STATUS". */
const failures: Record<string, string> = {
  2: 'it stopped sending', 3: 'it says 404', 4: 'it says 404', 5: 'it is too slow', 6: 'the connection broke off', 8: 'it ignores what part of the file was asked for',
  9: 'the disk is full', 19: 'its name has no address', 24: 'it wants a user and a password', 29: 'it is overloaded',
};

function sentence({ errorCode = '', errorMessage = '' }: Status): string {
  return failures[errorCode] ?? `aria2 says: ${errorMessage.split('\n')[0] ?? ''} (${errorCode})`;
}
