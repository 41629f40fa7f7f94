/** Small catalogues and measurements, made up so that each rule of choosing shows by itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import type { Catalogue, CatalogueModel, ModelShape } from '../../../shared/models/catalogue.ts';
import type { Candidate, ModelRequest } from '../../../shared/choice/choice.ts';

export const gib = 1024 ** 3;

/** The facts' table: layers, widths, heads, KV heads, feed forward, vocabulary, context. */
const shape = (layers: number, embedding: number, heads: number, headsKv: number, feedForward: number, vocabulary: number, context: number): ModelShape => ({
  architecture: 'llama', layers, embedding, heads, headsKv, headDimension: embedding / heads, feedForward, vocabulary, context, tiedEmbedding: false,
});
export const shapes = {
  tiny: shape(22, 2048, 32, 4, 5632, 32000, 2048),
  mistral: shape(32, 4096, 32, 8, 14336, 32768, 32768),
  llama70: shape(80, 8192, 64, 8, 28672, 32000, 4096),
};

export function model(id: string, changes: Partial<CatalogueModel> & { bytes?: number } = {}): CatalogueModel {
  const { bytes = 4_372_812_000, ...rest } = changes;
  return {
    id, name: id, family: 'mistral', purpose: 'general', languages: ['en'], parameters: 7_248_023_552, shape: shapes.mistral, quantisation: 'Q4_K_M',
    file: { name: `${id}.gguf`, bytes, sha256: 'a'.repeat(64), verified: { digest: 'published-by-third-party', size: 'published-by-third-party' }, sources: [`https://example.net/${id}.gguf`] },
    licence: { id: 'apache-2.0', name: 'Apache License 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0', mustAccept: false },
    quality: 60, source: 'made up for tests', ...rest,
  };
}

const llama2 = { id: 'llama2', name: 'Llama 2 Community License', url: 'https://ai.meta.com/llama/license/', mustAccept: true };

export const tiny = model('tiny-1b-q4', { name: 'Tiny 1B', shape: shapes.tiny, quality: 20, bytes: 668_788_096 });
export const q4 = model('mistral-7b-q4', { name: 'Mistral 7B', quality: 60 });
export const q5 = model('mistral-7b-q5', { name: 'Mistral 7B', quantisation: 'Q5_K_M', quality: 62, bytes: 5_136_175_360 });
export const code = model('code-7b-q4', { name: 'Code 7B', purpose: 'code', quality: 90 });
export const german = model('euro-9b-q4', { name: 'Euro 9B', purpose: 'multilingual', languages: ['en', 'de'], quality: 64, bytes: 5_600_000_000 });
export const licensed = model('llama-70b-q4', { name: 'Llama 70B', shape: shapes.llama70, quality: 80, bytes: 41_423_000_000, licence: llama2 });
export const unverified = model('loose-7b-q4', { name: 'Loose 7B', quality: 95, file: { name: 'loose.gguf', bytes: 4_400_000_000, verified: { digest: 'missing', size: 'computed' }, sources: [] } });

export function catalogue(...models: CatalogueModel[]): Catalogue {
  return { version: 1, serial: 1, issued: '2026-11-01', expires: '2027-11-01', defaultModel: q4.id, models };
}

export const auto: ModelRequest = { model: 'auto', purpose: 'general', acceptedLicences: [], allowUnverified: false };

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/machines/uefi-virtio.json'), 'utf8')) as Machine;

export function machine(memory: number, changes: Partial<Machine> = {}): Machine {
  return { ...recorded, memory: { bytes: memory }, cpu: { ...recorded.cpu, cores: 4, threads: 8, numa: [] }, accelerators: [], ...changes };
}

export function gpu(id: string, changes: Partial<Accelerator> = {}): Accelerator {
  return {
    id: `pci-${id}`, family: 'nvidia', name: 'NVIDIA GeForce RTX 4090', vendor: '10de', device: '2684', bus: { kind: 'pci', address: id, class: '030000' },
    integrated: false, memory: { bytes: 24 * gib, source: 'made up' }, runs: 'llm', why: 'made up', ...changes,
  };
}

/** Slices of Mistral 7B on `device`: seconds per token are `fixed` and `perLayer` for each layer. */
export function measurement(perLayer: number, fixed = 0.002, device = 'cpu', threads = 4): Measurement {
  const slice = (layers: number): Measurement['devices'][number]['slices'][number] => {
    const time = (part: number): { least: number; median: number } => ({ least: part, median: part * 1.02 });
    return { shape: shapes.mistral, quantisation: 'Q4_K_M', layers, prompt: time((fixed + perLayer * layers) / 4), generation: time(fixed + perLayer * layers) };
  };
  return {
    version: 1, takenAt: '2026-11-24T00:00:00Z', runtime: 'made up', noise: 0.03, findings: [], seconds: 20, peakBytes: gib,
    devices: [{ device, name: device, threads, slices: [slice(2), slice(4)] }], memoryBandwidth: { bytesPerSecond: 20e9, threads },
  };
}

export function find(candidates: Candidate[], { id }: CatalogueModel): Candidate {
  const found = candidates.find(({ model: each }) => each.id === id);
  if (!found) throw new Error(`${id} is not among the candidates`);
  return found;
}
