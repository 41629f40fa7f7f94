/** Where models, unfinished downloads and what was taken out of use lie. */
import { modelsMount, modelsPath, runFolder } from '../paths.ts';

export interface Places {
  /** The models filesystem: finished files by their names, everything else behind a dot. */
  models: string;
  /** models.json */
  store: string;
  /** Gone with the next start: secrets of a running download, mounted volumes. */
  run: string;
}

export const places: Places = { models: modelsMount, store: modelsPath, run: runFolder };

/** An unfinished download has a folder of its own, which belongs to the user that writes it. */
export interface PartialPaths { folder: string; file: string; control: string; lock: string; state: string; /** Stays when all else is gone: what a finished file is shared by. */ torrent: string }

export function partialPaths({ models }: Places, name: string): PartialPaths {
  const folder = `${models}/.partial-${name}`;
  return { folder, file: `${folder}/${name}`, control: `${folder}/${name}.aria2`, lock: `${folder}/lock`, state: `${models}/.partial-${name}.json`, torrent: `${models}/.torrent-${name}` };
}

export const quarantinePrefix = '.quarantine-';
