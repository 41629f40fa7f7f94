/** The protocol's schema as a function; installer/bundle.ts puts ajv's code in place of ajv, as with the spec's. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvOptions } from '../spec/ajv-options.ts';
import type { SchemaError } from '../spec/compile-schema.ts';
import { splitSchema } from '../spec/split-schema.ts';
import schema from './protocol.schema.json' with { type: 'json' };

interface Validate {
  (document: unknown): boolean;
  errors?: SchemaError[] | null;
}

let validate: Validate | undefined;

/** Every way in which `{ [what it says it is]: message }` differs from the schema; empty when it fits. */
export function schemaErrors(document: unknown): SchemaError[] {
  validate ??= new Ajv2020(ajvOptions).compile(splitSchema(schema)) as Validate;
  validate(document);
  return validate.errors ?? [];
}
