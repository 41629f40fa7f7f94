/** scripts/cognos-netboot of the initrd, run by this machine's sh and wget against a server that does what servers do. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const script = join(import.meta.dirname, '../../../installer/medium/initrd/scripts/cognos-netboot');
const skip = !existsSync('/usr/bin/wget') && 'wget is not installed';
const content = Buffer.alloc(300_000, 'CognOS ');
const sha256 = createHash('sha256').update(content).digest('hex');

let folder = '';
let server: Server;
let base = '';
const requests: string[] = [];
/** Bytes after which a connection is cut, for each of the next requests. */
const cuts: number[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'initrd-'));
  server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.range ?? ''}`.trim());
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const body = (request.url?.includes('wrong') ? Buffer.alloc(content.length, 'x') : content).subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length, ...from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {} });
    const cut = cuts.shift();
    if (cut === undefined) response.end(body);
    else response.write(body.subarray(0, cut), () => { response.destroy(); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

/** Runs a line with the script's functions, its places moved into a folder and its waits shortened. */
async function run(line: string, { words = '', memory = 8_000_000, files = '' } = {}): Promise<{ exitCode: number; output: string }> {
  const place = mkdtempSync(join(folder, 'run-'));
  for (const sub of ['run/cognos', 'conf', 'proc']) mkdirSync(join(place, sub), { recursive: true });
  writeFileSync(join(place, 'proc/cmdline'), `${words}\n`);
  writeFileSync(join(place, 'proc/consoles'), '');
  writeFileSync(join(place, 'proc/meminfo'), `MemTotal:        ${memory} kB\nMemFree: 1 kB\n`);
  writeFileSync(join(place, 'conf/cognos-files'), files);
  const text = readFileSync(script, 'utf8').replaceAll(/\/(proc\/(?:cmdline|consoles|meminfo)|conf\/|run\/cognos)/g, `${place}/$1`).replace(/^(\t+)sleep 5$/gm, '$1sleep 0.1').replace(/^stall_seconds=.*$/m, 'stall_seconds=3');
  // As initramfs-tools has it, without its shell for a person.
  const whole = `${text}\npanic() { echo "PANIC $*"; exit 1; }\nsay() { echo "cognos: $*"; }\nmedium=${place}/medium\n${line}\n`;
  return new Promise((resolve) => {
    execFile('sh', ['-s'], { env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', no_proxy: '*' } }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    }).stdin?.end(whole);
  });
}

const fetched = (name: string): string => `fetch_checked ${base}/${name} $medium/cognos/${name} ${content.length} ${sha256}; sha256sum < $medium/cognos/${name}`;

test('a file comes, and is what it should be', { skip }, async () => {
  const { exitCode, output } = await run(fetched('plain'));
  assert.equal(exitCode, 0, output);
  assert.ok(output.includes(sha256));
});

test('a connection that is cut is gone on from where it was', { skip }, async () => {
  requests.length = 0;
  cuts.push(100_000, 50_000);
  const { exitCode, output } = await run(fetched('cut'));
  assert.equal(exitCode, 0, output);
  assert.ok(output.includes(sha256));
  assert.match(requests.at(-1) ?? '', /^\/cut bytes=1[0-9]{5}-/);
});

test('a file of another build: fetched three times, then a sentence, and no live system', { skip }, async () => {
  requests.length = 0;
  const { exitCode, output } = await run(fetched('wrong'));
  assert.equal(exitCode, 1);
  assert.equal(requests.length, 3);
  assert.match(output, /PANIC http:.*\/wrong is not the file that belongs to this initrd \(SHA-256 [0-9a-f]{64}\)\. The boot server has artefacts of another build/);
});

test('too little memory: says how much is needed', async () => {
  const files = 'a 600000000 cognos/system.img\nb 200000000 cognos/gui.squashfs\n';
  const { exitCode, output } = await run('check_memory', { memory: 1_000_000, files });
  assert.equal(exitCode, 1);
  assert.match(output, /This machine has 976 MiB of memory; CognOS over the network needs 1341 MiB, 573 of them for what is fetched\./);
  assert.equal((await run('check_memory', { memory: 1_400_000, files })).exitCode, 0);
  assert.equal((await run('check_memory', { memory: 1_400_000, files, words: 'cognos.gui' })).exitCode, 1, 'the graphical layer has to be counted');
});

test('what the kernel line says: where files come from, and whether the graphical layer is one of them', async () => {
  const files = 'a 1 cognos/system.img\nb 2 cognos/gui.squashfs\n';
  const both = 'artefacts; wanted_files | wc -l';
  assert.equal((await run(both, { files, words: 'quiet cognos.netboot=http://10.0.0.1:8480 x=y' })).output, 'http://10.0.0.1:8480/boot\n1\n');
  assert.equal((await run(both, { files, words: 'cognos.netboot=https://a cognos.boot=http://b/boot cognos.gui' })).output, 'http://b/boot\n2\n');
});
