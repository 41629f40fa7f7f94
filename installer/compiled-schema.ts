/** ajv's code for a schema, made smaller: its places in the schema are for people, and we find those ourselves. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import { ajvOptions } from '../shared/spec/ajv-options.ts';
import { splitSchema } from '../shared/spec/split-schema.ts';

/** A CommonJS module whose types and whose shape at run time disagree. */
const standalone = standaloneModule as unknown as { default: (ajv: Ajv2020, validate: unknown) => string };

const report = /const (err\d+) = \{instancePath(?::((?:(?!const err).)*?))?,schemaPath:"(?:[^"\\]|\\.)*",keyword:("\w+"),params:(\{(?:(?!const err).)*?\})(?:,propertyName:\w+)?\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g;

/** A module that exports `schemaErrors`, as shared/spec/compile-schema.ts and shared/protocol/compile-schema.ts do. */
export function compiledSchema(schemaText: string): string {
  const schema = splitSchema(JSON.parse(schemaText) as Record<string, unknown>);
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true } });
  const code = standalone.default(ajv, ajv.compile(schema))
    .replace(report, (_, __, path: string | undefined, keyword: string, params: string) => `vErrors = note(vErrors, ${path ?? 'instancePath'}, ${keyword}, ${params});`);
  return `${code}
function note(errors, instancePath, keyword, params) {
  const error = { instancePath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
export function schemaErrors(document) { validate(document); return validate.errors ?? []; }
`;
}
