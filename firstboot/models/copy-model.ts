/** A model from a volume: read once, hashed while it is written. */
import type { FetchContext } from './fetch-context.ts';
import type { Fetched } from './fetch-model.ts';
import { finishFetch } from './finish-fetch.ts';
import { beginInspection } from './inspection.ts';
import { beginPartial } from './partial.ts';
import { partialPaths } from './places.ts';
import { prefixHash } from './prefix-hash.ts';
import { SourceError } from './source-error.ts';
import { volumeLabel, withVolume, type Volume } from '../../shared/models/volumes.ts';
import { hasRightSize, type WantedFile } from './wanted-file.ts';

/** Undefined when the volume does not carry it. */
export function copyModel(context: FetchContext, wanted: WantedFile, volume: Volume): Promise<Fetched | undefined> {
  const { host, places } = context;
  return withVolume(host, volume, places.run, async (folder) => {
    const found = await findFile(context, wanted, volume, folder);
    return found && copy(context, { ...wanted, bytes: found.bytes }, found.path, nameOfVolume(volume));
  });
}

export function nameOfVolume({ label, device }: Volume): string {
  return label === '' ? `the volume ${device}` : `the volume ${label} (${device})`;
}

async function findFile({ host }: FetchContext, wanted: WantedFile, { label }: Volume, root: string): Promise<{ path: string; bytes: number } | undefined> {
  const folders = [...label === volumeLabel ? [root] : [], `${root}/cognos-models`, `${root}/models`];
  for (const folder of folders) {
    const path = `${folder}/${wanted.name}`;
    // A link on it could lead anywhere on this machine.
    if (!await host.exists(path) || (folder !== root && await host.readLink(folder) !== undefined)) continue;
    const [kind, size] = (await host.run('stat', ['--format=%F,%s', '--', path])).trim().split(',');
    if (kind !== 'regular file') throw new SourceError(`${wanted.name} on it is a ${kind}, not a file`);
    if (!hasRightSize(wanted, Number(size))) throw new SourceError(`${wanted.name} on it has ${size} bytes, not ${wanted.bytes}`);
    return { path, bytes: Number(size) };
  }
  return undefined;
}

async function copy(context: FetchContext, wanted: WantedFile, source: string, name: string): Promise<Fetched> {
  const { host, places, signal, user, onBytes } = context;
  const { bytes, sha256 } = wanted;
  const paths = partialPaths(places, wanted.name);
  await beginPartial(host, paths, { sha256, bytes, tags: {} }, user, places.models);
  const hash = prefixHash(host, paths.file, signal);
  try {
    await host.copyRanges(source, paths.file, [{ from: 0, to: 0, length: bytes }], { signal, onProgress: (done) => { hash.advance(done); onBytes(done); } });
  } catch (error) {
    signal.throwIfAborted();
    throw new SourceError(`it cannot be read to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  const inspection = beginInspection(context, paths.file);
  try {
    return await finishFetch(context, { wanted, paths, digest: await hash.finish(bytes), sources: [], inspection, from: name });
  } finally {
    inspection.cancel();
  }
}
