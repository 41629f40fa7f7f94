/** One attempt over the network: ask what is there, go on with what is here already, download, check. */
import { closeToPeers, openToPeers } from '../net/open-to-peers.ts';
import { download } from './download.ts';
import type { FetchContext } from './fetch-context.ts';
import type { Fetched } from './fetch-model.ts';
import { finishFetch, WrongContent } from './finish-fetch.ts';
import { beginInspection, type Inspection } from './inspection.ts';
import { fetchTorrent, keepTorrent, refuseTorrent, type FoundTorrent } from './fetch-torrent.ts';
import { beginPartial, readPartial, recoverPartial, savePartial, type PartialState } from './partial.ts';
import { partialPaths, type PartialPaths } from './places.ts';
import { prefixHash } from './prefix-hash.ts';
import { probeSource, type Source } from './probe-source.ts';
import { isRefused, refuseSource } from './refused-sources.ts';
import { drawPeerId } from './sharing.ts';
import { SourceError } from './source-error.ts';
import { hasRightSize, type WantedFile } from './wanted-file.ts';

export async function fetchFromNetwork(context: FetchContext, asked: WantedFile, addresses: readonly string[]): Promise<Fetched> {
  const sources = await usableSources(context, asked, addresses);
  const wanted = { ...asked, bytes: sources[0]?.bytes ?? asked.bytes };
  const paths = partialPaths(context.places, wanted.name);
  const isFresh = await prepare(context, paths, wanted, sources);
  const found = await fetchTorrent(context, paths, wanted, sources);
  if (found) return fetchShared(context, asked, addresses, { wanted, paths, sources, found });
  try {
    return (await fetchPrepared(context, wanted, paths, sources)).fetched;
  } catch (error) {
    if (!(error instanceof WrongContent)) throw error;
    // What was wrong may have come from another source: this one gets a chance with an empty file.
    if (!isFresh) return fetchFromNetwork(context, asked, addresses);
    const [only, ...others] = sources;
    if (only && others.length === 0) await refuseSource(context.host, context.places, wanted.name, only, context.now());
    throw error;
  }
}

interface Shared { wanted: WantedFile; paths: PartialPaths; sources: readonly Source[]; found: FoundTorrent }

/** With the machines of the local network; without them when that does not end in the file, with what came as far as it can be right. */
async function fetchShared(context: FetchContext, asked: WantedFile, addresses: readonly string[], { wanted, paths, sources, found }: Shared): Promise<Fetched> {
  await openToPeers(context.host, 'peers', context.signal);
  try {
    const { fetched, asCame } = await fetchPrepared(context, wanted, paths, sources, found);
    if (asCame) await keepTorrent(context, paths, found);
    return fetched;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error instanceof WrongContent) await refuseTorrent(context, wanted, found);
    await context.warn(`${wanted.name} could not be had with other machines of the local network (${error.message}); it is fetched from its server alone`);
    const { peers: _, ...settings } = context.settings;
    return await fetchFromNetwork({ ...context, settings }, asked, addresses);
  } finally {
    await closeToPeers(context.host, 'peers');
  }
}

/** @returns also whether the file was right as it came, with nothing repaired */
async function fetchPrepared(context: FetchContext, wanted: WantedFile, paths: PartialPaths, sources: readonly Source[], found?: FoundTorrent): Promise<{ fetched: Fetched; asCame: boolean }> {
  const { host, places, signal, onBytes } = context;
  const hash = prefixHash(host, paths.file, signal);
  const recover = async (): Promise<void> => {
    const state = await readPartial(host, paths, wanted);
    if (state) await recoverPartial(host, paths, state, context.user);
  };
  let inspection: Inspection | undefined;
  const inspect = (): Inspection => inspection ??= beginInspection(context, paths.file);
  try {
    const digest = await download(host, { ...context, run: places.run, paths, sources, bytes: wanted.bytes, hash, onBytes, recover, onComplete: inspect, ...found ? { sharing: { torrent: found.torrent, peerId: drawPeerId() } } : {} });
    const fetched = await finishFetch(context, { wanted, paths, digest, sources, inspection: inspect(), from: sources.map(({ asked }) => withoutPassword(asked)).join(' ') });
    return { fetched, asCame: fetched.sha256 === digest };
  } finally {
    inspection?.cancel();
  }
}

/** Those that have a file of the right size; throws SourceError with what each of the others said. */
async function usableSources(context: FetchContext, wanted: WantedFile, addresses: readonly string[]): Promise<Source[]> {
  const reasons = new Set<string>();
  const probed = await Promise.all(addresses.map(async (address) => {
    try {
      return await probeSource(context.host, address, context);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      reasons.add(error.message);
      return undefined;
    }
  }));
  const usable: Source[] = [];
  for (const source of probed) {
    if (!source) continue;
    const wrong = await objection(context, wanted, source, usable[0]);
    if (wrong === undefined) usable.push(source);
    else reasons.add(wrong);
  }
  if (usable.length === 0) throw new SourceError([...reasons].join('; '));
  // One that cannot send parts is no help beside one that can.
  const inParts = usable.filter(({ ranges }) => ranges);
  return inParts.length > 0 ? inParts : usable.slice(0, 1);
}

async function objection({ host, places, now }: FetchContext, wanted: WantedFile, source: Source, first: Source | undefined): Promise<string | undefined> {
  if (!hasRightSize(wanted, source.bytes)) return `its file has ${source.bytes} bytes, not ${wanted.bytes}`;
  if (first && first.bytes !== source.bytes) return 'its file has another size than that of the source before it';
  return await isRefused(host, places, wanted.name, source, now()) ? 'its file was wrong before and has not changed' : undefined;
}

/** Goes on with an earlier attempt only where that can end in the same file. @returns whether it began anew */
async function prepare(context: FetchContext, paths: PartialPaths, { sha256, bytes }: WantedFile, sources: readonly Source[]): Promise<boolean> {
  const { host, places, user, warn } = context;
  const tags = Object.fromEntries(sources.map(({ asked, tag }) => [asked, tag]));
  const earlier = await readPartial(host, paths, { sha256, bytes });
  if (earlier && canGoOn(earlier, sources) && await recoverPartial(host, paths, earlier, user)) {
    await savePartial(host, paths, { sha256, bytes, tags: { ...earlier.tags, ...tags } });
    return false;
  }
  if (earlier && sources.some((source) => hasChanged(earlier, source))) await warn(`The server has another file than when ${paths.file.split('/').at(-1)} was begun; it is fetched from the start`);
  await beginPartial(host, paths, { sha256, bytes, tags }, user, places.models);
  return true;
}

function canGoOn(earlier: PartialState, sources: readonly Source[]): boolean {
  return sources.every((source) => source.ranges && !hasChanged(earlier, source));
}

function hasChanged({ tags }: PartialState, { asked, tag }: Source): boolean {
  return tags[asked] !== undefined && tags[asked] !== tag;
}

function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  [url.username, url.password, url.search] = ['', '', ''];
  return url.href;
}
