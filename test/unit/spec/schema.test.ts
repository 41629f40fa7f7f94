import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import known from '../../../assets/cloud-init-keys.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import { generateTypes } from '../../../installer/generate-types.ts';
import { withReference } from '../../../installer/spec-reference.ts';
import { ajvOptions } from '../../../shared/spec/ajv-options.ts';
import schema from '../../../shared/spec/install-spec.schema.json' with { type: 'json' };

type Node = Record<string, unknown>;
const root = new URL('../../../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

function* fragments(node: Node, pointer: string): Generator<[pointer: string, fragment: Node]> {
  yield [pointer, node];
  for (const key of ['properties', '$defs']) {
    for (const [name, child] of Object.entries((node[key] ?? {}) as Node)) yield* fragments(child as Node, `${pointer}/${key}/${name}`);
  }
  if (node['items']) yield* fragments(node['items'] as Node, `${pointer}/items`);
  if (typeof node['additionalProperties'] === 'object') yield* fragments(node['additionalProperties'] as Node, `${pointer}/additionalProperties`);
  for (const [index, child] of ((node['oneOf'] ?? []) as Node[]).entries()) yield* fragments(child, `${pointer}/oneOf/${index}`);
}

test('every example in the schema is valid where it stands', () => {
  const ajv = new Ajv2020(ajvOptions);
  ajv.addSchema(schema);
  let examples = 0;
  for (const [pointer, { examples: given = [] }] of fragments(schema, '')) {
    const validate = ajv.compile({ $ref: `${schema.$id}#${pointer.split('/').map(encodeURIComponent).join('/')}` });
    for (const example of given as unknown[]) {
      examples += 1;
      assert.ok(validate(example), `${pointer}: ${JSON.stringify(example)} ${JSON.stringify(validate.errors)}`);
    }
  }
  assert.ok(examples > 400, String(examples));
});

test('every key is described, has an example unless it is refused, and knows its keys', () => {
  for (const [pointer, fragment] of fragments(schema, '')) {
    if (/\/properties\/[^/]+$/.test(pointer) && !('$ref' in fragment)) {
      assert.ok(typeof fragment['description'] === 'string', pointer);
      assert.ok('examples' in fragment || String(fragment['description']).startsWith('Always refused'), pointer);
    }
    if ('properties' in fragment) assert.equal(fragment['additionalProperties'], false, pointer);
  }
});

test('every key of Debian\'s cloud-init has a place, and no other but ours', () => {
  assert.deepEqual(Object.keys(schema.properties).sort(), [...Object.keys(known.keys), 'network', 'cognos'].sort());
});

test('the types are those of the schema (npm run generate)', async () => {
  assert.equal(await text('shared/spec/install-spec.ts'), await generateTypes(await text('shared/spec/install-spec.schema.json')));
});

test('the reference in the README is that of the schema (npm run generate)', async () => {
  const readme = await text('README.md');
  assert.equal(readme, withReference(readme, await text('shared/spec/install-spec.schema.json')));
});
