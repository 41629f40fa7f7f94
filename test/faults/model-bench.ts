/** A models folder, a model of a few megabytes and all that a fetch of it needs: real aria2c, curl, filesystem. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectGguf } from '../../shared/models/gguf/inspect-gguf.ts';
import { sliceChunks } from '../../shared/measure/write-slice.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { downloadUser } from '../../firstboot/models/download-user.ts';
import type { FetchContext } from '../../firstboot/models/fetch-context.ts';
import type { Patience, SharePatience } from '../../firstboot/models/download-settings.ts';

const shape = { architecture: 'llama', layers: 2, embedding: 256, heads: 4, headsKv: 2, headDimension: 64, feedForward: 512, vocabulary: 20_000, context: 2048, tiedEmbedding: false };

/** About 13 MB. */
export function makeModel(vocabulary = shape.vocabulary): Buffer {
  return Buffer.concat([...sliceChunks({ shape: { ...shape, vocabulary }, quantisation: 'Q8_0', layers: 2 })]);
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function catalogueModel(content: Uint8Array, sources: string[], { name = 'small.gguf', pieceBytes }: { name?: string; pieceBytes?: number } = {}): CatalogueModel {
  const count = pieceBytes === undefined ? 0 : Math.ceil(content.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, index) => sha256(content.subarray(index * (pieceBytes ?? 0), (index + 1) * (pieceBytes ?? 0))));
  return {
    id: name.replace('.gguf', ''), name: 'Small', family: 'small', purpose: 'general', languages: ['en'], parameters: 1, shape, quantisation: 'Q8_0',
    file: { name, bytes: content.length, sha256: sha256(content), verified: { digest: 'own', size: 'own' }, sources, ...(pieceBytes === undefined ? {} : { pieces: { bytes: pieceBytes, sha256: pieces } }) },
    licence: { id: 'apache-2.0', name: 'Apache License 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0', mustAccept: false }, quality: 1, source: 'test',
  };
}

export interface ModelBench {
  root: string;
  models: string;
  warnings: string[];
  progress: number[];
  context: FetchContext;
  remove(): void;
}

/** Quick to give up, so that tests are quick; the rules are the same. */
const impatient: Patience = { connectSeconds: 2, stallSeconds: 2, lowestBytesPerSecond: 1000, windowSeconds: 2, pollMilliseconds: 20, peersSeconds: 0.2, peerStallSeconds: 0.5 };

export interface BenchOptions {
  mirrors?: string[];
  limit?: number;
  proxy?: string;
  peers?: SharePatience;
  /** Where models go; a folder of the bench unless told. */
  models?: string;
  /** An earlier bench's folder, gone on with. */
  root?: string;
  /** What lsblk says: of the machine that the tests run on, nothing is looked at. */
  devices?: string;
}

export function modelBench({ mirrors = [], models, root: given, devices = '{"blockdevices":[]}', ...settings }: BenchOptions = {}, patience: Partial<Patience> = {}): ModelBench {
  const root = given ?? mkdtempSync(join(tmpdir(), 'cognos-models-'));
  chmodSync(root, 0o755);
  const folder = models ?? join(root, 'models');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'run'), { recursive: true });
  const warnings: string[] = [];
  const progress: number[] = [];
  return {
    root, models: folder, warnings, progress,
    context: {
      host: { ...localHost, run: (file, args, options) => (file === 'lsblk' ? Promise.resolve(devices) : localHost.run(file, args, options)) }, signal: new AbortController().signal, places: { models: folder, store: join(root, 'models.json'), run: join(root, 'run') },
      settings: { mirrors, ...settings }, patience: { ...impatient, ...patience }, user: downloadUser(), now: () => new Date(),
      inspect: inspectGguf.bind(undefined, localHost), warn: async (message) => { warnings.push(message); }, onBytes: (done) => { progress.push(done); },
    },
    remove() { rmSync(root, { recursive: true, force: true }); },
  };
}
