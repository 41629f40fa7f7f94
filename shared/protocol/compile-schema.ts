/** The protocol's schema as a function; installer/bundle.ts puts ajv's code in place of this file, as with the spec's. */
import { schemaFunction } from '../spec/schema-function.ts';
import schema from './protocol.schema.json' with { type: 'json' };

/** Every way in which `{ [what it says it is]: message }` differs from the schema; empty when it fits. */
export const schemaErrors = schemaFunction(schema);
