/** `npm run generate`: what is made from the schema and kept in the repository. */
import { localHost } from '../shared/system/local-host.ts';
import { generateTypes } from './generate-types.ts';
import { withReference } from './spec-reference.ts';

const root = new URL('..', import.meta.url).pathname;
const schemaText = await localHost.readFile(`${root}shared/spec/install-spec.schema.json`);
await localHost.writeFile(`${root}shared/spec/install-spec.ts`, await generateTypes(schemaText));
const readme = `${root}README.md`;
const text = await localHost.exists(readme) ? await localHost.readFile(readme) : '# CognOS\n';
await localHost.writeFile(readme, withReference(text, schemaText));
