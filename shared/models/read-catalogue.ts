/** Text -> catalogue, or the first reason why it is none. */
import schema from '../../assets/model-catalog.schema.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';
import { CatalogueError } from './catalogue-error.ts';
import { mismatch, type Schema } from './match-schema.ts';

export function readCatalogue(text: string): Catalogue {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new CatalogueError('not-json', 'the catalogue is not JSON');
  }
  const wrong = mismatch(document, schema as Schema, schema as Schema) ?? contradiction(document as Catalogue);
  if (wrong !== undefined) throw new CatalogueError('not-a-catalogue', `the catalogue cannot be used: ${wrong}`);
  return document as Catalogue;
}

/** What a schema cannot say. */
function contradiction({ models, defaultModel, issued, expires }: Catalogue): string | undefined {
  for (const [key, date] of [['issued', issued], ['expires', expires]] as const) {
    if (!isDate(date)) return `${key} is ${date}, which is no date`;
  }
  if (expires <= issued) return `it expires on ${expires}, not after it was issued on ${issued}`;
  const twice = repeated(models.map(({ id }) => id));
  if (twice !== undefined) return `two models have the id ${twice}`;
  const file = repeated(models.map(({ file: { name } }) => name.toLowerCase()));
  if (file !== undefined) return `two models have the file name ${file}`;
  if (!models.some(({ id }) => id === defaultModel)) return `defaultModel is ${defaultModel}, which is none of its models`;
  for (const { id, file: { sha256, verified, pieces, bytes }, shape } of models) {
    if (pieces && Math.ceil(bytes / pieces.bytes) !== pieces.sha256.length) return `${id} has ${pieces.sha256.length} pieces of ${pieces.bytes} bytes, which is not the ${bytes} of its file`;
    if ((sha256 === undefined) !== (verified.digest === 'missing')) return `${id} has ${sha256 === undefined ? 'no sha256 but says that its digest is verified' : 'a sha256 but says that its digest is missing'}`;
    if (shape.heads % shape.headsKv !== 0) return `${id} has ${shape.heads} heads, no multiple of its ${shape.headsKv} key-value heads`;
  }
  return undefined;
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function repeated(values: string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
