/**
 * The same schema with every map in a definition of its own and without what is only for readers. ajv then makes many
 * small functions, of which V8 compiles just those that a document needs: one large function took longer to compile
 * than everything else that validating does.
 */
type Schema = Record<string, unknown>;

const forReaders = new Set(['description', 'examples', 'deprecated', 'title']);

export function splitSchema(schema: Schema): Schema {
  const definitions: Schema = {};
  const split = (node: unknown): unknown => {
    if (!isSchema(node)) return node;
    const small = Object.fromEntries(Object.entries(node).filter(([key]) => !forReaders.has(key)).map(([key, value]) => [key, splitKeyword(key, value, split)]));
    if (!('properties' in small)) return small;
    const name = `map${Object.keys(definitions).length}`;
    definitions[name] = small;
    return { $ref: `#/$defs/${name}` };
  };
  const { $defs, properties, ...root } = schema as { $defs: Schema; properties: Schema };
  const named = mapValues($defs, split);
  return { ...Object.fromEntries(Object.entries(root).filter(([key]) => !forReaders.has(key))), properties: mapValues(properties, split), $defs: { ...named, ...definitions } };
}

function splitKeyword(key: string, value: unknown, split: (node: unknown) => unknown): unknown {
  if (key === 'properties') return mapValues(value as Schema, split);
  if (key === 'oneOf') return (value as unknown[]).map(split);
  return key === 'items' || key === 'additionalProperties' ? split(value) : value;
}

function mapValues(schema: Schema, change: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, change(value)]));
}

function isSchema(node: unknown): node is Schema {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
