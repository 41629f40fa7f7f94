/**
 * The schema as a function. Only this file knows ajv; installer/bundle.ts puts the code that ajv makes from the
 * schema in its place, so that the shipped program neither carries nor starts a compiler.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvOptions } from './ajv-options.ts';
import schema from './install-spec.schema.json' with { type: 'json' };
import { splitSchema } from './split-schema.ts';

export interface SchemaError {
  keyword: string;
  /** JSON pointer into the document. */
  instancePath: string;
  params: Record<string, unknown>;
}

interface Validate {
  (document: unknown): boolean;
  errors?: SchemaError[] | null;
}

let validate: Validate | undefined;

/** Every way in which the document differs from the schema; empty when it fits. */
export function schemaErrors(document: unknown): SchemaError[] {
  validate ??= new Ajv2020(ajvOptions).compile(splitSchema(schema)) as Validate;
  validate(document);
  return validate.errors ?? [];
}
