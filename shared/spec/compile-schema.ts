/**
 * The spec's schema as a function. installer/bundle.ts puts the code that ajv makes from the schema in place of this file,
 * so that the shipped program neither carries nor starts a compiler.
 */
import schema from './install-spec.schema.json' with { type: 'json' };
import { schemaFunction } from './schema-function.ts';

/** Every way in which the document differs from the schema; empty when it fits. */
export const schemaErrors = schemaFunction(schema);
