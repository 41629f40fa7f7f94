/** The torrent beside a file. That a server has none is nothing to speak of; one that is not of the file is. */
import { encodeTorrent, mostTorrentBytes, readTorrent, TorrentError, type TorrentFile } from '../../shared/torrent/torrent.ts';
import type { FetchContext } from './fetch-context.ts';
import type { PartialPaths } from './places.ts';
import { curl, type Source } from './probe-source.ts';
import { isRefused, refuseSource } from './refused-sources.ts';
import { SourceError } from './source-error.ts';
import type { WantedFile } from './wanted-file.ts';

export interface FoundTorrent {
  torrent: TorrentFile;
  /** Where it was had. */
  address: string;
}

/** Of the first source that has one. Undefined without a digest to judge by: peers are trusted in nothing. */
export async function fetchTorrent(context: FetchContext, paths: PartialPaths, wanted: WantedFile, sources: readonly Source[]): Promise<FoundTorrent | undefined> {
  if (!context.settings.peers || wanted.sha256 === undefined) return undefined;
  for (const { asked } of sources) {
    const address = torrentAddress(asked);
    if (await isRefused(context.host, context.places, wanted.name, sourceOf(address), context.now())) continue;
    const torrent = await read(context, paths, wanted, address);
    if (torrent) return { torrent, address };
  }
  return undefined;
}

/** For a day: what came by it was not the file. */
export function refuseTorrent({ host, places, now }: FetchContext, { name }: WantedFile, { address }: FoundTorrent): Promise<void> {
  return refuseSource(host, places, name, sourceOf(address), now());
}

/** For those that come later (share-models.ts). */
export async function keepTorrent({ host }: FetchContext, { torrent: path }: PartialPaths, { torrent }: FoundTorrent): Promise<void> {
  await host.remove(path);
  await host.writeChunks(path, [encodeTorrent(torrent)]);
  await host.run('chmod', ['0644', '--', path]);
}

async function read(context: FetchContext, { folder }: PartialPaths, wanted: WantedFile, address: string): Promise<TorrentFile | undefined> {
  const { host, patience, warn } = context;
  const path = `${folder}/torrent`;
  try {
    await curl(host, address, ['--fail', '--max-filesize', String(mostTorrentBytes), '--max-time', String(patience.stallSeconds), '--output', path], context);
    return readTorrent(await host.readBytes(path, mostTorrentBytes), wanted);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    if (!(error instanceof TorrentError)) throw error;
    await warn(`The torrent of ${wanted.name} ${error.message}; the file is fetched without peers`);
    return undefined;
  } finally {
    await host.remove(path);
  }
}

/** What is asked of a server by an address with a query stays behind the name of the torrent. */
export function torrentAddress(address: string): string {
  const [path = '', ...query] = address.split('?');
  return [`${path}.torrent`, ...query].join('?');
}

function sourceOf(address: string): Pick<Source, 'asked' | 'tag'> {
  return { asked: address, tag: 'torrent' };
}
