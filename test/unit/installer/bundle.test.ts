import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { bundle } from '../../../installer/bundle.ts';
import { compiledSchema } from '../../../installer/compiled-schema.ts';
import { schemaErrors as protocolErrors } from '../../../shared/protocol/compile-schema.ts';
import { schemaErrors } from '../../../shared/spec/compile-schema.ts';

async function digest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.mjs') || path.endsWith('.json')).sort()) hash.update(`${name}\n`).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

test('the same input gives the same bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-bundle-'));
  try {
    await bundle(join(folder, 'one'));
    await bundle(join(folder, 'two'));
    assert.equal(await digest(join(folder, 'one')), await digest(join(folder, 'two')));
    assert.match(await readFile(join(folder, 'one/cognos-install.mjs'), 'utf8'), /validate/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the compiled schema of the protocol says what ajv says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-schema-'));
  try {
    const root = new URL('../../../', import.meta.url);
    const code = compiledSchema(await readFile(new URL('shared/protocol/protocol.schema.json', root), 'utf8'));
    await writeFile(join(folder, 'schema.mjs'), code.replaceAll('require("ajv', `(await import("node:module")).createRequire(${JSON.stringify(root.href)})("ajv`));
    const compiled = await import(join(folder, 'schema.mjs')) as { schemaErrors: typeof protocolErrors };
    const documents = [
      { 'plan.make': { id: 1, type: 'plan.make' } }, { 'plan.make': { id: -1, type: 'plan.leave', more: 1 } }, { rm: {} }, {}, [], 'x',
      { 'install.confirm': { id: 1, type: 'install.confirm', planHash: 'x', disk: '' } }, { answers: { you: { name: 1, sshKeys: [1, 'x'] }, ai: { more: 5 }, storage: { disk: { path: '/etc/passwd', bytes: -1 } } } },
      { changed: { type: 'changed', changes: { state: null, plan: null, preview: { ok: true, findings: [] } } } }, { reply: { type: 'reply', id: 1, ok: false } }, { snapshot: { type: 'snapshot', snapshot: {} } },
    ];
    const plain = (errors: ReturnType<typeof protocolErrors>): unknown => errors.map(({ keyword, instancePath, params }) => ({ keyword, instancePath, params }));
    for (const document of documents) assert.deepEqual(plain(compiled.schemaErrors(document)), plain(protocolErrors(document)), JSON.stringify(document));
    assert.equal(documents.filter((document) => protocolErrors(document).length > 0).length, documents.length - 1);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the compiled schema says what ajv says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-schema-'));
  try {
    const root = new URL('../../../', import.meta.url);
    const code = compiledSchema(await readFile(new URL('shared/spec/install-spec.schema.json', root), 'utf8'));
    await writeFile(join(folder, 'schema.mjs'), code.replaceAll('require("ajv', `(await import("node:module")).createRequire(${JSON.stringify(root.href)})("ajv`));
    const compiled = await import(join(folder, 'schema.mjs')) as { schemaErrors: typeof schemaErrors };
    const documents = [
      { cognos: { version: 1 } }, { hostnam: 1 }, [], 'x', { cognos: { version: 2, ai: { model: '' } }, users: [{ nam: 1 }, 5, { name: 'a', sudo: 5, groups: {} }] },
      { cognos: { version: 1, storage: { root: { size: 'x' }, disk: { match: { size: ['>5G', 'y'] } } } }, network: { version: 1, config: [{ type: 'bond', params: { x: 1 } }] } },
      { network: { version: 2, ethernets: { a: { addresses: [{ x: { y: 1 } }], mtu: 1 } }, wifis: { w: {} } }, packages: [], write_files: [{ path: 1 }], cognos: { version: 1 } },
    ];
    const plain = (errors: ReturnType<typeof schemaErrors>): unknown => errors.map(({ keyword, instancePath, params }) => ({ keyword, instancePath, params }));
    for (const document of documents) assert.deepEqual(plain(compiled.schemaErrors(document)), plain(schemaErrors(document)), JSON.stringify(document));
  } finally {
    await rm(folder, { recursive: true });
  }
});
