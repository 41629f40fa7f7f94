/**
 * `cognos-netboot share DIR`: beside each model of a folder, its torrent. Machines whose spec says
 * `cognos.ai.download.peers: true` and whose mirror is this folder then pass the model on among themselves.
 */
import { readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeTorrent, infohash } from '../../shared/torrent/torrent.ts';
import { makeTorrent } from './make-torrent.ts';

export interface ShareOptions {
  folder: string;
  /** Base addresses at which the folder is served, for other programs than CognOS. */
  urls: readonly string[];
  say: (sentence: string) => void;
}

export interface Shared { file: string; torrent: string; infohash?: string; made: boolean }

/** Makes what is missing or older than its file. */
export async function shareFolder({ folder, urls, say }: ShareOptions): Promise<Shared[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.gguf') && !name.startsWith('.')).sort();
  if (names.length === 0) throw new Error(`${folder} holds no model (*.gguf): nothing is shared`);
  const shared: Shared[] = [];
  for (const name of names) {
    const [file, torrent] = [join(folder, name), join(folder, `${name}.torrent`)];
    const made = !await isCurrent(file, torrent);
    const hash = made ? await write(file, torrent, urls.map((url) => `${url.replace(/\/*$/, '/')}${encodeURIComponent(name)}`)) : undefined;
    say(made ? `${torrent} is made (infohash ${hash})` : `${torrent} is there and newer than its model`);
    shared.push({ file, torrent, made, ...hash === undefined ? {} : { infohash: hash } });
  }
  return shared;
}

/** By the time at which the model came under its name: a copy may carry the date of its original. */
async function isCurrent(file: string, torrent: string): Promise<boolean> {
  const found = await stat(torrent).catch(() => undefined);
  return found !== undefined && found.mtimeMs >= (await stat(file)).ctimeMs;
}

/** Under its name in one moment: machines may be asking for it. */
async function write(file: string, torrent: string, webSeeds: readonly string[]): Promise<string> {
  const made = await makeTorrent(file);
  await writeFile(`${torrent}.new`, encodeTorrent(made, webSeeds), { mode: 0o644 });
  await rename(`${torrent}.new`, torrent);
  return infohash(made);
}
