/**
 * One model, from wherever it can be had: a volume, the mirrors in their order, the catalogue's sources. Each says no in
 * a sentence; only when all did is there nothing to do but wait.
 */
import { InstallerError } from '../../shared/errors.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { WaitingError } from '../waiting.ts';
import { copyModel, nameOfVolume } from './copy-model.ts';
import type { FetchContext } from './fetch-context.ts';
import { fetchFromNetwork } from './fetch-from-network.ts';
import { WrongContent } from './finish-fetch.ts';
import { SourceError } from './source-error.ts';
import { findVolumes, unmountLeftovers } from '../../shared/models/volumes.ts';
import { wantedFile, type WantedFile } from './wanted-file.ts';

export interface Fetched {
  bytes: number;
  /** As it was computed here. */
  sha256: string;
  /** A volume or an address. */
  source: string;
}

interface Way { name: string; go: () => Promise<Fetched | undefined>; /** Tried only when this way gave a wrong file. */ instead?: Way[] }

export async function fetchModel(context: FetchContext, model: CatalogueModel): Promise<Fetched> {
  const wanted = wantedFile(model);
  const { host, places, settings, signal } = context;
  await unmountLeftovers(host, places.run);
  const refusals: string[] = [];
  const volumes = await findVolumes(host, signal).catch((error: unknown) => {
    if (!(error instanceof InstallerError)) throw error;
    refusals.push(error.message.replace(/\.$/, '')); // The network may have what no volume can be asked for.
    return [];
  });
  const ways: Way[] = [
    ...volumes.map((volume) => ({ name: nameOfVolume(volume), go: () => copyModel(context, wanted, volume) })),
    ...settings.mirrors.map((mirror) => oneSource(context, wanted, addressOn(mirror, wanted.name))),
    ...(model.file.sources.length > 0 ? [together(context, wanted, model.file.sources)] : []),
  ];
  for (const way of ways) {
    const fetched = await tryWay(way, refusals, signal);
    if (fetched) return fetched;
  }
  throw missing(wanted, refusals);
}

/** The catalogue's sources are one file, so aria2 takes parts from all of them. When that ends in a wrong file, one of them has it. */
function together(context: FetchContext, wanted: WantedFile, sources: readonly string[]): Way {
  const each = sources.map((source) => oneSource(context, wanted, source));
  return { name: sources.map(hostOf).join(', '), go: () => fetchFromNetwork(context, wanted, sources), ...(sources.length > 1 ? { instead: each } : {}) };
}

function oneSource(context: FetchContext, wanted: WantedFile, source: string): Way {
  return { name: hostOf(source), go: () => fetchFromNetwork(context, wanted, [source]) };
}

async function tryWay({ name, go, instead = [] }: Way, refusals: string[], signal: AbortSignal): Promise<Fetched | undefined> {
  try {
    return await go();
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SourceError)) throw error;
    refusals.push(`${name}: ${error.message}`);
    if (!(error instanceof WrongContent)) return undefined;
  }
  for (const way of instead) {
    const fetched = await tryWay(way, refusals, signal);
    if (fetched) return fetched;
  }
  return undefined;
}

export function addressOn(mirror: string, name: string): string {
  return `${mirror.endsWith('/') ? mirror : `${mirror}/`}${name}`;
}

/** No path, and no password: an address may carry either. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}

function missing({ name }: WantedFile, refusals: readonly string[]): WaitingError {
  const why = refusals.length > 0 ? `. ${refusals.join('. ')}` : '';
  return new WaitingError(`The model ${name} cannot be had${why}.`, `the network, or a USB volume with ${name} in a folder called models on it`);
}
