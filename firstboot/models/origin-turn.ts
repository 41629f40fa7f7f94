/**
 * Which machines of a swarm take from the server while the others live on what those pass on. Each decides for itself, by
 * the names of the peers that it sees: those with the first names go. Nobody has to be asked, and a wrong answer costs
 * the server some bytes, or this machine some seconds.
 */
import type { Patience } from './download-settings.ts';

/** As `aria2.getPeers` tells of one. */
export interface Peer {
  id: string;
  /** Has the whole file. */
  isSeeder: boolean;
}

export interface SwarmView {
  /** This machine's. */
  own: string;
  peers: readonly Peer[];
  /** Seconds since the download began. */
  sinceBegin: number;
  /** Seconds since the last byte, or since peers were waited for long enough. */
  sinceGrowth: number;
}

/** Marks machines that keep to this rule; after it come twelve characters that are drawn by lot. BEP 20. */
export const peerPrefix = '-CG0001-';

/** One would do; another one is there already when it fails. */
const atOnce = 2;

export function takesFromOrigin({ own, peers, sinceBegin, sinceGrowth }: SwarmView, { peersSeconds, peerStallSeconds }: Pick<Patience, 'peersSeconds' | 'peerStallSeconds'>): boolean {
  // aria2 looks for those that announced themselves every ten seconds.
  if (sinceBegin < peersSeconds) return false;
  if (sinceGrowth >= peerStallSeconds) return true;
  if (peers.some(({ isSeeder }) => isSeeder)) return false;
  return peers.filter(({ id }) => id.startsWith(peerPrefix) && id < own).length < atOnce;
}
