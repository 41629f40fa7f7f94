import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { builtinCatalogue } from '../../../shared/models/builtin-catalogue.ts';
import { describeGguf, headerBytes } from '../../../shared/models/gguf/write-gguf.ts';
import { mismatch, type Schema } from '../../../shared/models/match-schema.ts';
import { readCatalogue } from '../../../shared/models/read-catalogue.ts';

const schema = JSON.parse(readFileSync(new URL('../../../assets/model-catalog.schema.json', import.meta.url), 'utf8')) as Schema;
const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(schema);
const [mistral] = builtinCatalogue.models;

test('the catalogue of this release matches its schema and can be read', () => {
  assert.ok(validate(builtinCatalogue), JSON.stringify(validate.errors));
  assert.deepEqual(readCatalogue(JSON.stringify(builtinCatalogue)), builtinCatalogue);
});

for (const model of builtinCatalogue.models) {
  test(`${model.id}: parameters and file size follow from its shape`, () => {
    const description = describeGguf(model.shape, model.quantisation, { name: model.name, vocabulary: 'full' });
    const elements = description.tensors.reduce((sum, { dims }) => sum + dims.reduce((product, each) => product * each, 1), 0);
    assert.equal(model.parameters, elements);
    const header = model.file.bytes - description.dataBytes;
    if (model.file.verified.size === 'computed') assert.equal(header, headerBytes(description).length);
    // A real header holds the vocabulary and, where it has them, the merges: tens of bytes for each token.
    assert.ok(header > 15 * model.shape.vocabulary && header < 80 * model.shape.vocabulary, `${header} bytes of header`);
    assert.ok(model.file.sources.every((source) => source.endsWith(`/${model.file.name}`)));
  });
}

test('what is asked of the catalogue', () => {
  const count = (purpose: string): number => builtinCatalogue.models.filter((model) => model.purpose === purpose).length;
  assert.deepEqual(['code', 'multilingual', 'medical', 'legal'].map(count), [3, 2, 1, 1]);
  assert.equal(mistral?.id, builtinCatalogue.defaultModel);
  // Nothing was downloaded by us, so nothing may say so.
  assert.ok(builtinCatalogue.models.every(({ file: { verified } }) => verified.digest !== 'own' && verified.size !== 'own'));
  assert.deepEqual(builtinCatalogue.models.filter(({ licence }) => licence.mustAccept).map(({ family }) => family).filter((family) => !/llama/.test(family)), []);
});

function changed(change: (document: Record<string, unknown> & { models: Record<string, Record<string, unknown>>[] }) => void): string {
  const document = JSON.parse(JSON.stringify(builtinCatalogue)) as Parameters<typeof change>[0];
  change(document);
  return JSON.stringify(document);
}

const refusals: [string, Parameters<typeof changed>[0], string][] = [
  ['a file name with a folder', ({ models }) => { models[0]!['file']!['name'] = '../x.gguf'; }, 'models[0].file.name is "../x.gguf", which does not match ^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.gguf$'],
  ['a source over http', ({ models }) => { models[0]!['file']!['sources'] = ['http://example.com/x.gguf']; }, 'models[0].file.sources[0] is "http://example.com/x.gguf", which does not match ^https://[^\\s/@]+/\\S*$'],
  ['a digest cut short', ({ models }) => { models[0]!['file']!['sha256'] = 'ab'; }, 'models[0].file.sha256 is "ab", which does not match ^[0-9a-f]{64}$'],
  ['a digest missing that is said to be verified', ({ models }) => { delete models[0]!['file']!['sha256']; }, 'mistral-7b-instruct-v0.3-q4_k_m has no sha256 but says that its digest is verified'],
  ['pieces that are not the whole file', ({ models }) => { models[0]!['file']!['pieces'] = { bytes: 2 ** 30, sha256: ['0'.repeat(64)] }; }, 'mistral-7b-instruct-v0.3-q4_k_m has 1 pieces of 1073741824 bytes, which is not the 4372812000 of its file'],
  ['a piece of an odd size', ({ models }) => { models[0]!['file']!['pieces'] = { bytes: 1000, sha256: ['0'.repeat(64)] }; }, 'models[0].file.pieces.bytes must be 1048576 to 1073741824 and is 1000'],
  ['two of one id', ({ models }) => { models.push(models[0]!); }, 'two models have the id mistral-7b-instruct-v0.3-q4_k_m'],
  ['an unknown key', (document) => { document['colour'] = 'red'; }, 'colour is unknown'],
  ['no licence', ({ models }) => { delete models[0]!['licence']; }, 'models[0].licence is missing'],
  ['a default that is not there', (document) => { document['defaultModel'] = 'gpt'; }, 'defaultModel is gpt, which is none of its models'],
  ['no such day', (document) => { document['expires'] = '2027-02-30'; }, 'expires is 2027-02-30, which is no date'],
  ['an architecture whose memory nobody here can tell', ({ models }) => { models[0]!['shape']!['architecture'] = 'rwkv'; }, 'models[0].shape.architecture must be one of llama, qwen3, gemma3'],
  ['rows that fill no block', ({ models }) => { models[0]!['shape']!['embedding'] = 4100; }, 'models[0].shape.embedding must be a multiple of 256 and is 4100'],
];
for (const [name, change, reason] of refusals) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readCatalogue(changed(change)), { name: 'CatalogueError', message: `the catalogue cannot be used: ${reason}` });
  });
}

test('our reading of the schema is ajv\'s', () => {
  const places = [[], ['models', 0], ['models', 0, 'shape'], ['models', 0, 'file'], ['models', 0, 'file', 'verified'], ['models', 0, 'licence'], ['models', 0, 'languages'], ['models', 0, 'file', 'sources']];
  const keys = ['id', 'name', 'bytes', 'sha256', 'layers', 'context', 'digest', 'size', 'mustAccept', 'quality', 'serial', 'issued', 'models', 'sources', 0, 'slidingWindow', 'surplus', '__proto__'];
  const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.integer(), fc.constantFrom('missing', 'own', 'Q4_0', 'general', 'https://a/b', '2026-01-01', 'x.gguf', 256, 1, 0.5));
  let good = 0;
  fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom(...keys), fc.option(value), (place, key, replacement) => {
    const document: unknown = JSON.parse(JSON.stringify({ ...builtinCatalogue, models: builtinCatalogue.models.slice(0, 1) }));
    const target = place.reduce<unknown>((each, name) => (each as Record<string | number, unknown>)[name], document) as Record<string | number, unknown>;
    if (replacement === null) { if (!Array.isArray(target)) delete target[key]; }
    else Object.defineProperty(target, key, { value: replacement, enumerable: true, configurable: true, writable: true });
    const ours = mismatch(document, schema, schema) === undefined;
    good += ours ? 1 : 0;
    return ours === validate(document);
  }), { numRuns: 3000 });
  assert.ok(good > 100, 'not only refusals were compared');
});
