/** How models are downloaded: the spec's words, apt's proxy where it has none. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { parseSize } from '../../shared/spec/size.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';

export interface DownloadSettings {
  /** Base addresses, tried in this order before the catalogue's own sources. */
  mirrors: readonly string[];
  /** The most bytes a second. */
  limit?: number;
  /** May carry a password: never in argv, never in a message. */
  proxy?: string;
  /** Machines of the local network pass a model on among themselves, where its server has a torrent of it. */
  peers?: SharePatience;
}

/** How long a machine gives to others once it has the file; it ends with what comes first. */
export interface SharePatience {
  minutes: number;
  /** Of what it gave to the file's size. */
  ratio: number;
}

/** When a server is given up. */
export interface Patience {
  connectSeconds: number;
  /** Without a byte. */
  stallSeconds: number;
  /** Slower than this over a whole window is as good as not at all. */
  lowestBytesPerSecond: number;
  windowSeconds: number;
  /** How often aria2 is asked at most. */
  pollMilliseconds: number;
  /** How long peers are waited for before the server is asked. */
  peersSeconds: number;
  /** Without a byte from peers, the server is asked. */
  peerStallSeconds: number;
}

export const patience: Patience = { connectSeconds: 15, stallSeconds: 30, lowestBytesPerSecond: 10_000, windowSeconds: 30, pollMilliseconds: 50, peersSeconds: 15, peerStallSeconds: 5 };

const sharePatience: SharePatience = { minutes: 30, ratio: 4 };

export async function downloadSettings(host: Host, { cognos }: InstallSpec): Promise<DownloadSettings> {
  const { mirrors = [], limit, proxy = await aptProxy(host), peers = false, share } = cognos.ai?.download ?? {};
  const most = limit === undefined ? undefined : parseSize(limit);
  return { mirrors, ...(most === undefined ? {} : { limit: most }), ...(proxy === undefined ? {} : { proxy }), ...(peers ? { peers: { ...sharePatience, ...share } } : {}) };
}

/** What apt goes through, whoever configured it. */
async function aptProxy(host: Host): Promise<string | undefined> {
  try {
    const text = await host.run('apt-config', ['shell', 'secure', 'Acquire::https::Proxy', 'plain', 'Acquire::http::Proxy']);
    const found = [...text.matchAll(/^(?:secure|plain)='([^']*)'$/gm)].map(([, address]) => address ?? '');
    return found.find((address) => /^https?:\/\//.test(address));
  } catch (error) {
    if (error instanceof CommandError) return undefined; // A system without apt has no proxy of apt's.
    throw error;
  }
}
