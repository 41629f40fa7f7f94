/**
 * `cognos-model` on folders of its own: run under `unshare --mount`, where /etc/cognos, /var/lib/cognos and /run/cognos are
 * empty. Each line of stdin is one command; the answer is a line of JSON.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueModel, makeModel } from './model-bench.ts';
import { serveModel } from './model-server.ts';
import { makeSigner, signText } from '../unit/models/sign-catalogue.ts';

for (const folder of ['/etc/cognos', '/var/lib/cognos', '/run/cognos']) {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['--types', 'tmpfs', '--options', 'mode=0755', 'tmpfs', folder]);
}
const contents = [makeModel(2000), makeModel(3000)] as const;
const servers = await Promise.all(contents.map((content) => serveModel(content)));
const nowhere = 'https://127.0.0.1:1/x.gguf';
const models = [
  catalogueModel(contents[0], [nowhere], { name: 'small.gguf' }),
  { ...catalogueModel(contents[1], [nowhere], { name: 'other.gguf' }), licence: { id: 'strict', name: 'Strict Licence', url: 'https://example.net/licence', mustAccept: true } },
];
const catalogue = JSON.stringify({ version: 1, serial: 1, issued: '2026-01-01', expires: '2036-01-01', defaultModel: 'small', models });
const signer = makeSigner('test');
writeFileSync('/etc/cognos/catalogue.json', catalogue);
writeFileSync('/etc/cognos/catalogue.json.minisig', signText(catalogue, signer));
writeFileSync('/etc/cognos/spec.yaml', JSON.stringify({ cognos: { version: 1, ai: { catalog: { from: '/etc/cognos/catalogue.json', keys: [signer.publicKey] }, download: { mirrors: servers.map(({ url }) => url) } } } }));

const main = join(import.meta.dirname, '../../firstboot/models/main.ts');
for await (const line of process.stdin.setEncoding('utf8')) {
  for (const words of String(line).trim().split('\n')) process.stdout.write(`${JSON.stringify(await run(JSON.parse(words) as string[]))}\n`);
}
await Promise.all(servers.map((server) => server.close()));

/** The word `rot` is no command of the program: it damages the file of a model. */
async function run(words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  if (words[0] === 'rot') {
    writeFileSync(`/var/lib/cognos/models/${words[1]}`, 'rotten');
    return { code: 0, out: '', err: '' };
  }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err += text; });
  return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, ...said }); }); });
}
