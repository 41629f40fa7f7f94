import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dialectOf, fromForeign } from '../../../installer/headless/from-foreign.ts';
import { RefusedError } from '../../../shared/errors.ts';
import { localHost } from '../../../shared/system/local-host.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const filesOf = (folder: string): string[] => readdirSync(new URL(`${folder}/`, fixtures)).map((name) => `${folder}/${name}`);
const given = (file: string): { file: string; bytes: Uint8Array } => ({ file, bytes: readFileSync(new URL(file, fixtures)) });
const text = (written: string, file = 'given'): { file: string; bytes: Uint8Array } => ({ file, bytes: new TextEncoder().encode(written) });

/** What nobody could tell by its content: too little of it, or nothing that is meant for a reader. */
const untold: Partial<Record<string, RegExp>> = { preseed: /^(binary|comments-only|empty|html-instead)\./, kickstart: /^(binary|comments-only|empty|html-instead|rpm-spec)\./ };

test('whose a file is, is seen by content, whatever it is called', async () => {
  for (const dialect of ['preseed', 'autoinstall', 'kickstart', 'agama', 'proxmox'] as const) {
    let seen = 0;
    for (const file of filesOf(dialect)) {
      if (untold[dialect]?.test(file.split('/')[1] ?? '')) continue;
      assert.equal(await dialectOf({ ...given(file), file: 'user-data' }), dialect, file);
      seen += 1;
    }
    assert.ok(seen >= 15, dialect);
  }
});

test('a spec of ours is nobody else\'s', async () => {
  for (const file of filesOf('specs')) assert.equal(await dialectOf(given(file)), undefined, file);
  const script = '#!/bin/bash\\nlocal a=1\\nimport "fmt"\\n// lang en_US\\npart / --size=1\\n%post\\n';
  for (const spec of [
    `#cloud-config\nuser: ada\ncognos: {version: 1}\nwrite_files:\n  - path: /x\n    content: "${script}"\n`, `#cloud-config\ncognos: {version: 1}\nruncmd:\n  - |\n    local a=1\n    import "fmt"\n    autoinstall: yes\n`,
    '{cognos: {version: 1}, runcmd: ["std.trace(x)", "local a = 1"]}', '%YAML 1.2\n---\ncognos: {version: 1}\nbootcmd:\n  - |\n    lang en_US\n    rootpw x\n    autopart\n',
    "'cognos'.version = 1\n[[write_files]]\npath = '/x'\ncontent = '''\nlang en_US\nrootpw x\nautopart\n'''\n",
    `{"cognos": {"version": 1}, "write_files": [{"path": "/x", "content": "${script}"}], "user": {"name": "ada"}, "storage": {}}`, '[cognos]\nversion = 1\n[cognos.storage]\nlayout = "ext4"\n', 'version: 1\ncognos: {version: 1}\n', '',
  ]) assert.equal(await dialectOf(text(spec)), undefined, spec);
});

test('an autoinstall in one line is one', async () => {
  assert.equal(await dialectOf(text('{"autoinstall": {"version": 1}}')), 'autoinstall');
  assert.equal(await dialectOf(text('{autoinstall: {version: 1}}')), 'autoinstall');
});

test('Jsonnet is no profile yet, and that is said', async () => {
  await assert.rejects(dialectOf(text('local user = "ada";\n{ product: { id: "Tumbleweed" }, user: { userName: user } }\n', 'profile.jsonnet')), (error: RefusedError) => /this is Jsonnet/.test(error.findings[0]?.message ?? ''));
});

test('the same file gives the same hash, another file another one, and two users two', async () => {
  const file = (password: string): { file: string; bytes: Uint8Array } => text(`lang en_US\ntimezone UTC\nuser --name=ada --groups=wheel --password=${password}\nuser --name=bea --password=${password}\nautopart --type=plain\n`);
  const hashesOf = async (password: string): Promise<string[]> => {
    const { spec } = await fromForeign(localHost, file(password), 'kickstart');
    return (spec.users as { hashed_passwd: string }[]).map(({ hashed_passwd: hash }) => hash);
  };
  const first = await hashesOf('Kanari7');
  assert.match(first[0] ?? '', /^\$y\$/);
  assert.deepEqual(await hashesOf('Kanari7'), first);
  const salts = [...first, ...await hashesOf('Kanari8')].map((hash) => hash.split('$')[3]);
  assert.equal(new Set(salts).size, 4);
});
