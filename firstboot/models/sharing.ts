/** A download that other machines of the local network take part in: aria2's BitTorrent, and the servers as web seeds when it is this machine's turn. */
import { randomBytes } from 'node:crypto';
import { encodeTorrent, type TorrentFile } from '../../shared/torrent/torrent.ts';
import type { Call } from './aria2-rpc.ts';
import { peerPorts } from '../net/open-to-peers.ts';
import type { Patience } from './download-settings.ts';
import { peerPrefix, takesFromOrigin, type Peer } from './origin-turn.ts';

export interface Sharing {
  torrent: TorrentFile;
  /** This machine's name in the swarm, 20 characters. */
  peerId: string;
}

/** A name in a swarm, another one each time. */
export function drawPeerId(): string {
  return `${peerPrefix}${randomBytes(6).toString('hex')}`;
}

/**
 * Words of aria2's configuration. No DHT, no exchange of peers, no tracker in what it is given: who announces itself by
 * multicast in the local network is all that it knows of. aria2 1.36 does no UPnP.
 */
export function sharingWords({ peerId, limit }: { peerId: string; limit?: number | undefined }): Record<string, string | number | boolean> {
  return {
    'bt-enable-lpd': true, 'enable-dht': false, 'enable-dht6': false, 'enable-peer-exchange': false,
    'listen-port': peerPorts, 'peer-id-prefix': peerId, 'bt-save-metadata': false, 'rpc-save-upload-metadata': false,
    // Apart from each other, so that hardly any piece comes from the server twice.
    'stream-piece-selector': 'random',
    ...(limit === undefined ? {} : { 'max-overall-upload-limit': limit }),
  };
}

/** @returns aria2's number for it. It gives to others until aria2 is stopped. */
export function addTorrent(call: Call, { torrent }: Sharing, folder: string, options: Record<string, string> = {}): Promise<string> {
  return call<string>('addTorrent', Buffer.from(encodeTorrent(torrent)).toString('base64'), [], { dir: folder, 'seed-ratio': '0.0', ...options });
}

/** Of seconds; seldom, for it costs both sides a look. */
const turnEvery = 0.5;

/** @returns what is called with bytes and seconds: adds the servers, or takes them away */
export function originTurns(call: Call, gid: string, urls: readonly string[], { peerId: own }: Sharing, patience: Patience): (bytes: number, at: number) => Promise<void> {
  let begun: number | undefined;
  let grown = { bytes: -1, at: 0 };
  let asked = -Infinity;
  let added = -Infinity;
  return async (bytes, at) => {
    begun ??= at;
    if (bytes > grown.bytes) grown = { bytes, at };
    if (at - asked < turnEvery) return;
    asked = at;
    const view = { own, peers: await readPeers(call, gid), sinceBegin: at - begun, sinceGrowth: at - Math.max(grown.at, begun + patience.peersSeconds) };
    const wanted = takesFromOrigin(view, patience);
    const isAdded = added > -Infinity;
    // aria2 gives up a server that failed: where nothing comes, it is added anew.
    const isStale = isAdded && wanted && view.sinceGrowth > patience.peerStallSeconds && at - added > patience.peerStallSeconds;
    if (isAdded && (!wanted || isStale)) await call('changeUri', gid, 1, urls, []);
    if (wanted && (!isAdded || isStale)) await call('changeUri', gid, 1, [], urls);
    added = !wanted ? -Infinity : !isAdded || isStale ? at : added;
  };
}

async function readPeers(call: Call, gid: string): Promise<Peer[]> {
  const peers = await call<{ peerId: string; seeder: string }[]>('getPeers', gid);
  return peers.map(({ peerId, seeder }) => ({ id: unescapeBytes(peerId), isSeeder: seeder === 'true' }));
}

/** Percent-encoded bytes, which need not be UTF-8. */
function unescapeBytes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
