/** What a site with models of its own has: a signed catalogue, files for it (random weights, real format), a server, a volume. */
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sliceChunks } from '../../shared/measure/write-slice.ts';
import type { Catalogue, CatalogueModel, ModelShape } from '../../shared/models/catalogue.ts';
import { makeSigner, signText } from '../unit/models/sign-catalogue.ts';
import { makeVolume } from './cidata.ts';
import type { VmDisk } from './disk.ts';
import type { Prepared } from './prepare.ts';

export const volumeLabel = 'COGNOS-AI';
const catalogueName = 'catalog.json';

export interface ModelShop {
  /** For the user-data: `catalog: {…}` of cognos.ai. */
  catalog: { from: string; keys: string[] };
  models: CatalogueModel[];
  files: Map<string, Uint8Array>;
  catalogueFiles: Record<string, string>;
}

const small: ModelShape = { architecture: 'llama', layers: 2, embedding: 256, heads: 4, headsKv: 2, headDimension: 64, feedForward: 512, vocabulary: 512, context: 2048, tiedEmbedding: false };
const larger: ModelShape = { ...small, layers: 6, embedding: 512, heads: 8, feedForward: 1024 };

export function openModelShop(): ModelShop {
  const signer = makeSigner('shop');
  const files = new Map<string, Uint8Array>();
  const models = [modelOf('shop-larger-q8_0', 'Shop Larger', larger, 50, files), modelOf('shop-small-q8_0', 'Shop Small', small, 10, files)];
  const catalogue: Catalogue = { version: 1, serial: 7, issued: '2026-01-01', expires: '2099-01-01', defaultModel: 'shop-larger-q8_0', models };
  const text = `${JSON.stringify(catalogue, undefined, 1)}\n`;
  return {
    models, files, catalog: { from: `volume:${catalogueName}`, keys: [signer.publicKey] },
    catalogueFiles: { [catalogueName]: text, [`${catalogueName}.minisig`]: signText(text, signer) },
  };
}

function modelOf(id: string, name: string, shape: ModelShape, quality: number, files: Map<string, Uint8Array>): CatalogueModel {
  const content = Buffer.concat([...sliceChunks({ shape, quantisation: 'Q8_0', layers: shape.layers })]);
  const file = `${id}.gguf`;
  files.set(file, content);
  return {
    id, name, family: 'shop', purpose: 'general', languages: ['en'], shape, quantisation: 'Q8_0', quality, parameters: content.length,
    file: {
      name: file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'),
      verified: { digest: 'own', size: 'own' }, sources: [`https://models.invalid/${file}`],
    },
    licence: { id: 'cc0-1.0', name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/', mustAccept: false }, source: 'made by a test',
  };
}

/** A volume as it is plugged in; `withModels`: the files too, for a machine without a network. */
export async function makeShopVolume(image: string, { catalogueFiles, files }: ModelShop, withModels: boolean): Promise<void> {
  await makeVolume(image, volumeLabel, '', { ...catalogueFiles, ...withModels ? Object.fromEntries(files) : {} });
}

/** @param more further keys of `ai` */
export function withShop(userData: string, { catalog }: ModelShop, more: string): string {
  return userData.replace(/^ {2}unattended: true$/m, (line) => `${line}\n  ai: {catalog: ${JSON.stringify(catalog)}, context: 512, ${more}}`);
}

/** The same as a drive to plug in. */
export async function shopVolume({ machine }: Prepared, shop: ModelShop, withModels: boolean): Promise<VmDisk & { id: string }> {
  const path = join(machine.directory, withModels ? 'models.img' : 'catalogue.img');
  await makeShopVolume(path, shop, withModels);
  return { path, format: 'raw', readOnly: true, transport: 'usb', id: withModels ? 'models' : 'catalogue' };
}

export interface ShopServer {
  /** As the guest reaches it. */
  url: string;
  /** `GET /name 206`, oldest first. */
  requests: string[];
  close(): Promise<void>;
}

/** With ranges and validators, as a mirror has them. */
export async function serveShop({ files }: ModelShop): Promise<ShopServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const content = files.get(decodeURIComponent(new URL(request.url ?? '/', 'http://shop').pathname.slice(1)));
    answer(content, request.headers.range, request.method === 'HEAD', response);
    requests.push(`${request.method} ${request.url} ${response.statusCode}`);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://10.0.2.2:${(server.address() as AddressInfo).port}/`, requests,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

function answer(content: Uint8Array | undefined, range: string | undefined, headOnly: boolean, response: ServerResponse): void {
  if (!content) {
    response.writeHead(404).end();
    return;
  }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const [first, last] = [Number(from ?? 0), Math.min(content.length - 1, Number(to || content.length - 1))];
  const part = content.subarray(first, last + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream', 'content-length': part.length, 'accept-ranges': 'bytes', etag: '"shop-1"',
    ...from === undefined ? {} : { 'content-range': `bytes ${first}-${last}/${content.length}` },
  }).end(headOnly ? undefined : part);
}
