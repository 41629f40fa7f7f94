/** The TypeScript of the spec from its JSON Schema: shared/spec/install-spec.ts is this text. */
import { compile } from 'json-schema-to-typescript';

const banner = '/** Made from install-spec.schema.json by `npm run generate`; change that file instead. */';

export async function generateTypes(schemaText: string): Promise<string> {
  const schema = JSON.parse(schemaText, plain) as Parameters<typeof compile>[0];
  return compile(schema, 'InstallSpec', {
    additionalProperties: false,
    bannerComment: banner,
    style: { printWidth: 140, singleQuote: true },
    strictIndexSignatures: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
  });
}

/** A reference with a description of its own would become a second, equal type. */
function plain(key: string, value: unknown): unknown {
  if (key === 'examples') return undefined;
  if (value && typeof value === 'object' && '$ref' in value) return { $ref: value.$ref };
  return value;
}
