/**
 * A catalogue from elsewhere: a file or an https address with its signature beside it (`.minisig`). Whatever is wrong
 * with it, the last one that was good stays in use.
 */
import { posix } from 'node:path';
import { CommandError, type Host } from '../system/host.ts';
import { builtinCatalogue } from './builtin-catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { CatalogueError } from './catalogue-error.ts';
import { readKey, verifySignature, type MinisignKey } from './minisign.ts';
import { readCatalogue } from './read-catalogue.ts';
import { findVolumes, volumeLabel, volumesFolder, withVolume } from './volumes.ts';

export interface LoadOptions {
  /** minisign public keys, one of which must have signed. */
  keys: readonly string[];
  now: Date;
  /** Where the last good one is kept; without it nothing is remembered. */
  store?: string;
}

export interface LoadedCatalogue {
  catalogue: Catalogue;
  /** Why it is not the one asked for but the last good one. */
  warning?: string;
}

interface Signed { text: string; signature: string }

/** A thousand models take about 1.5 MB. */
const mostBytes = 4 * 1024 ** 2;
const mostSignatureBytes = 4096;

export async function loadCatalogue(host: Host, where: string, { keys, now, store }: LoadOptions): Promise<LoadedCatalogue> {
  const trusted = keys.map(readKey);
  const last = store === undefined ? undefined : await lastGood(host, store, trusted);
  try {
    const signed = await fetchSigned(host, where);
    const catalogue = open(signed, trusted);
    checkAge(catalogue, signed.text, last, now);
    if (store !== undefined) await keep(host, store, signed);
    return { catalogue };
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    if (!last) throw new CatalogueError(error.code, `${where}: ${error.message}`);
    return { catalogue: last.catalogue, warning: `${where}: ${error.message}; the catalogue of ${last.catalogue.issued} stays in use` };
  }
}

function open({ text, signature }: Signed, keys: readonly MinisignKey[]): Catalogue {
  // Before anything is parsed: nothing in it is worth believing yet.
  verifySignature(Buffer.from(text), signature, keys);
  return readCatalogue(text);
}

interface Last extends Signed { catalogue: Catalogue }

function checkAge(catalogue: Catalogue, text: string, last: Last | undefined, now: Date): void {
  if (last && catalogue.serial < last.catalogue.serial) {
    throw new CatalogueError('older', `the catalogue has serial ${catalogue.serial}, older than ${last.catalogue.serial}, which was seen before`);
  }
  if (last && catalogue.serial === last.catalogue.serial && text !== last.text) {
    throw new CatalogueError('same-serial', `the catalogue has serial ${catalogue.serial} like the one seen before, but not the same content`);
  }
  // A machine whose clock is empty knows at least when what it runs was made, and what it has seen.
  const today = [now.toISOString().slice(0, 10), builtinCatalogue.issued, last?.catalogue.issued ?? ''].sort().at(-1) ?? '';
  if (today > catalogue.expires) throw new CatalogueError('expired', `the catalogue expired on ${catalogue.expires}, and today is ${today} or later`);
}

/** Text and signature in one file, so that a power cut leaves both or neither. */
const storedName = 'last-catalogue.json';

/** Whatever lies there must still be signed: someone else may have put it there. */
async function lastGood(host: Host, store: string, keys: readonly MinisignKey[]): Promise<Last | undefined> {
  const path = `${store}/${storedName}`;
  if (!await host.exists(path)) return undefined;
  try {
    const { text, signature } = JSON.parse(await host.readFile(path)) as Partial<Signed>;
    if (typeof text !== 'string' || typeof signature !== 'string') return undefined;
    return { text, signature, catalogue: open({ text, signature }, keys) };
  } catch (error) {
    if (error instanceof CatalogueError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function keep(host: Host, store: string, signed: Signed): Promise<void> {
  await host.makeDirectory(store);
  await host.writeFile(`${store}/${storedName}`, `${JSON.stringify(signed)}\n`);
}

const onVolume = /^volume:(?!\/)(.+)$/;

async function fetchSigned(host: Host, where: string): Promise<Signed> {
  const name = onVolume.exec(where)?.[1];
  if (name !== undefined) return fromVolume(host, name);
  return { text: await fetchText(host, where, mostBytes), signature: await fetchText(host, `${where}.minisig`, mostSignatureBytes) };
}

/** From the first volume with the label that carries it. */
async function fromVolume(host: Host, name: string): Promise<Signed> {
  for (const volume of await findVolumes(host, new AbortController().signal)) {
    if (volume.label !== volumeLabel) continue;
    const signed = await withVolume(host, volume, volumesFolder, async (folder) => {
      const path = posix.join(folder, posix.join('/', name)); // Nothing above the volume's root.
      return await host.exists(path) ? { text: await fetchText(host, path, mostBytes), signature: await fetchText(host, `${path}.minisig`, mostSignatureBytes) } : undefined;
    }).catch((error: unknown) => {
      if (error instanceof CommandError) throw new CatalogueError('unreadable', `the volume ${volume.device} cannot be read: ${error.message}`);
      throw error;
    });
    if (signed) return signed;
  }
  throw new CatalogueError('unreadable', `there is no volume labelled ${volumeLabel} with ${name} on it`);
}

async function fetchText(host: Host, where: string, most: number): Promise<string> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(where)) return fetchAddress(host, where, most);
  try {
    return await readStart(host, where, most);
  } catch (error) {
    if (error instanceof CatalogueError) throw error;
    throw new CatalogueError('unreadable', `${where} cannot be read: ${(error as Error).message}`);
  }
}

async function fetchAddress(host: Host, address: string, most: number): Promise<string> {
  if (!address.startsWith('https://')) throw new CatalogueError('not-https', 'a catalogue is fetched over https only');
  try {
    return await host.run('curl', ['--fail', '--silent', '--show-error', '--location', '--proto', '=https', '--max-redirs', '5', '--max-time', '60', '--max-filesize', String(most), '--', address]);
  } catch (error) {
    throw new CatalogueError('unreachable', `${address} cannot be fetched: ${(error as Error).message}`);
  }
}

async function readStart(host: Host, path: string, most: number): Promise<string> {
  const bytes = await host.readBytes(path, most + 1);
  if (bytes.length > most) throw new CatalogueError('too-large', `${path} is larger than ${most} bytes`);
  return Buffer.from(bytes).toString('utf8');
}
