/** Servers whose certificate is not to be trusted, and one that leads from https to an open line. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, type TestContext } from 'node:test';
import { missingPackages } from '../../installer/medium/build-packages.ts';
import { probeSource } from '../../firstboot/models/probe-source.ts';
import { countFaults } from './count-faults.ts';
import { modelBench } from './model-bench.ts';

const missing = await missingPackages([{ name: 'openssl', provides: 'openssl' }, { name: 'curl', provides: 'curl' }]);
const skip = missing.length > 0 && `missing here: ${missing.join(', ')}`;
const faults = countFaults('TLS', skip ? 0 : 4);
const folder = mkdtempSync(join(tmpdir(), 'cognos-tls-'));
chmodSync(folder, 0o755);
after(() => { rmSync(folder, { recursive: true }); });

interface Certificate { key: Buffer; cert: Buffer; path: string }

/** `openssl req` makes none that has expired already; `openssl ca` does. */
const authority = join(folder, 'ca.cnf');
writeFileSync(authority, ['[ca]', 'default_ca=c', '[c]', `database=${folder}/index`, `new_certs_dir=${folder}`, `serial=${folder}/serial`, 'default_md=sha256', 'policy=p', '[p]', 'commonName=supplied', '[e]', 'subjectAltName=IP:127.0.0.1', ''].join('\n'));
writeFileSync(join(folder, 'index'), '');
writeFileSync(join(folder, 'serial'), '01\n');

function certificate(name: string, host: string): Certificate {
  const [key, path] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  openssl(['req', '-x509', ...newKey(key), '-out', path, '-subj', `/CN=${host}`, '-addext', `subjectAltName=${host === '127.0.0.1' ? 'IP' : 'DNS'}:${host}`, '-days', '1']);
  return { key: readFileSync(key), cert: readFileSync(path), path };
}

function expiredCertificate(): Certificate {
  const [key, request, path] = ['key', 'csr', 'pem'].map((end) => join(folder, `expired.${end}`)) as [string, string, string];
  openssl(['req', '-new', ...newKey(key), '-out', request, '-subj', '/CN=127.0.0.1']);
  openssl(['ca', '-batch', '-selfsign', '-notext', '-config', authority, '-keyfile', key, '-in', request, '-out', path, '-startdate', '20200101000000Z', '-enddate', '20200102000000Z', '-extensions', 'e']);
  return { key: readFileSync(key), cert: readFileSync(path), path };
}

const newKey = (path: string): string[] => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', path];

function openssl(words: string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe' });
}

async function serve(t: TestContext, { key, cert }: Certificate, location?: string): Promise<string> {
  const server = createServer({ key, cert }, (_, response) => {
    if (location === undefined) response.writeHead(206, { 'Content-Range': 'bytes 0-0/7', 'Content-Length': 1, ETag: '"1"' }).end('G');
    else response.writeHead(302, { Location: location }).end();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => { server.close(); });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/x.gguf`;
}

/** As if the machine trusted this authority; curl reads it from its environment. */
async function probe(t: TestContext, address: string, trusted?: string): Promise<{ bytes: number }> {
  const bench = modelBench();
  t.after(() => { bench.remove(); });
  if (trusted !== undefined) process.env['CURL_CA_BUNDLE'] = trusted;
  t.after(() => { delete process.env['CURL_CA_BUNDLE']; });
  return probeSource(bench.context.host, address, bench.context);
}

const untrusted = { name: 'SourceError', message: 'its certificate is not trusted' };

test('a certificate that an authority of the machine vouches for', { skip }, async (t) => {
  const own = certificate('good', '127.0.0.1');
  assert.equal((await probe(t, await serve(t, own), own.path)).bytes, 7);
});

test('one that signed itself', { skip }, async (t) => {
  faults.inject();
  await assert.rejects(probe(t, await serve(t, certificate('self', '127.0.0.1'))), untrusted);
});

test('one for another host', { skip }, async (t) => {
  faults.inject();
  const other = certificate('other', 'models.example.net');
  await assert.rejects(probe(t, await serve(t, other), other.path), untrusted);
});

test('one that has expired', { skip }, async (t) => {
  faults.inject();
  const expired = expiredCertificate();
  await assert.rejects(probe(t, await serve(t, expired), expired.path), untrusted);
});

test('https that redirects to http', { skip }, async (t) => {
  faults.inject();
  const own = certificate('redirect', '127.0.0.1');
  await assert.rejects(probe(t, await serve(t, own, 'http://127.0.0.1:1/x.gguf'), own.path), { name: 'SourceError', message: 'it redirects to an open line (http)' });
});
