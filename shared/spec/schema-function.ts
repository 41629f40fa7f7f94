/** A JSON schema as a function, compiled when it is first asked. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ajvOptions } from './ajv-options.ts';
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

export function schemaFunction(schema: Record<string, unknown>): (document: unknown) => SchemaError[] {
  let validate: Validate | undefined;
  return (document) => {
    validate ??= new Ajv2020(ajvOptions).compile(splitSchema(schema)) as Validate;
    validate(document);
    return validate.errors ?? [];
  };
}
