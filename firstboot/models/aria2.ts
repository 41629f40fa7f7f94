/**
 * aria2 as a child: an unprivileged user, remote-controlled over loopback with a secret of its own, gone when we are.
 * flock holds the unfinished file until the process has really ended, so that no two ever write to it.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { aria2Rpc, type Call } from './aria2-rpc.ts';
import { pieceBytes } from './control-file.ts';
import type { DownloadSettings, Patience } from './download-settings.ts';
import { asUser, type DownloadUser } from './download-user.ts';
import type { PartialPaths } from './places.ts';
import { sharingWords, type Sharing } from './sharing.ts';

/** aria2 ended before it should have: killed, or unable to start. */
export class Aria2Ended extends Error {
  override name = 'Aria2Ended';
}

export interface Aria2 {
  call: Call;
  stop(): Promise<void>;
}

export interface Aria2Options {
  paths: PartialPaths;
  run: string;
  connections: number;
  /** Of a connection's receive buffer in bytes; as the kernel finds best unless told. */
  window?: number;
  /** Ask for the size with HEAD: a GET whose answer is not wanted costs what is on its way already. */
  useHead: boolean;
  settings: DownloadSettings;
  patience: Patience;
  user: DownloadUser | undefined;
  signal: AbortSignal;
  /** With other machines of the local network. */
  sharing?: Sharing | undefined;
}

export async function startAria2(host: Host, options: Aria2Options): Promise<Aria2> {
  const { paths, run, user, signal } = options;
  const secret = randomBytes(24).toString('hex');
  const port = await freePort();
  const conf = `${run}/aria2-${process.pid}.conf`;
  await host.writeFile(conf, configuration({ ...options, secret, port }), { mode: 0o600, ...user });
  const own = new AbortController();
  const [file, ...args] = [...asUser(user), 'flock', '--no-fork', '--timeout', '30', paths.lock, 'aria2c', `--conf-path=${conf}`] as const;
  let running = true;
  const ended = host.run(file, args, { signal: AbortSignal.any([signal, own.signal]) })
    .then(() => 'it ended', (error: unknown) => (error instanceof CommandError ? error.message : String(error)))
    .then((why) => { running = false; return why; });
  const rpc = aria2Rpc(port, secret);
  /** What aria2 cannot answer any more is answered by why it is gone. */
  const call: Call = (method, ...params) => Promise.race([rpc(method, ...params), ended.then((why): never => { throw new Aria2Ended(why); })]).catch(async (error: unknown) => {
    const why = await Promise.race([ended, sleep(500, undefined)]);
    signal.throwIfAborted();
    throw why === undefined ? error : new Aria2Ended(why);
  }) as Promise<never>;
  const stop = async (): Promise<void> => {
    // SIGTERM, on which it writes its control file; its RPC's shutdown takes three seconds to begin.
    own.abort();
    // Its loop turns once a second, or when something comes, and it takes a few turns to end.
    while (running) await Promise.race([ended, rpc('getVersion').then(() => sleep(20), () => sleep(20))]);
    await ended;
    await host.remove(conf);
  };
  try {
    await answering(rpc, () => running, signal);
    if (!running) throw new Aria2Ended(await ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { call, stop };
}

async function answering(rpc: Call, isRunning: () => boolean, signal: AbortSignal): Promise<void> {
  for (let tries = 0; isRunning(); tries += 1) {
    signal.throwIfAborted();
    try {
      return void await rpc('getVersion');
    } catch (error) {
      if (tries > 1500) throw error; // With the wait for the lock, 30 seconds and a bit.
      await sleep(25);
    }
  }
}

/** Only we ever read it: 0600, in a folder that is gone after the next start. */
function configuration({ connections, window, useHead, settings: { limit, proxy }, patience, sharing, secret, port }: Aria2Options & { secret: string; port: number }): string {
  // Of each connection.
  const lowest = Math.min(patience.lowestBytesPerSecond, (limit ?? Infinity) / 2) / connections;
  return Object.entries({
    'enable-rpc': true, 'rpc-listen-all': false, 'rpc-listen-port': port, 'rpc-secret': secret,
    'stop-with-process': process.pid, quiet: true, 'check-certificate': true,
    // The file is reserved and its control file written before aria2 sees them.
    'file-allocation': 'none', 'allow-overwrite': true, 'auto-file-renaming': false, continue: true, 'always-resume': true,
    'auto-save-interval': 1, 'piece-length': pieceBytes, 'disk-cache': 0, 'remote-time': false,
    // From the front, so that hashing can follow.
    'stream-piece-selector': 'inorder', 'uri-selector': 'inorder',
    'use-head': useHead, split: connections, 'max-connection-per-server': connections, 'min-split-size': '16M',
    'connect-timeout': patience.connectSeconds, timeout: patience.stallSeconds, 'lowest-speed-limit': Math.floor(lowest),
    'max-tries': 3, 'retry-wait': 1, 'max-file-not-found': 1,
    'follow-torrent': false, 'follow-metalink': false,
    ...(window === undefined ? {} : { 'socket-recv-buffer-size': window }),
    ...(limit === undefined ? {} : { 'max-overall-download-limit': limit }),
    ...(proxy === undefined ? {} : { 'all-proxy': proxy }),
    ...(sharing === undefined ? {} : sharingWords({ ...sharing, limit })),
  }).map(([key, value]) => `${key}=${value}\n`).join('');
}

/** aria2 takes no 0 for "any". In the moment between, somebody else may take it: aria2 then ends, and is started again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => { resolve(port); });
    });
  });
}
