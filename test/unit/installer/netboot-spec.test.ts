import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootServer, netbootBase } from '../../../installer/headless/netboot-server.ts';
import { nameMachine, netbootSpec } from '../../../installer/headless/netboot-spec.ts';
import { InstallerError } from '../../../shared/errors.ts';
import { recordingHost, type Call, type RecordingHost } from '../../fakes/recording-host.ts';
import { readCapture } from '../machine/replay.ts';

const base = 'http://10.0.0.1:8480';
type Said = [status: number, body: unknown] | 'nothing';

/** What the server answers to each request, in turn; the last one for ever. */
function waiting(...answers: Said[]): { host: RecordingHost; requests: () => string[] } {
  const capture = readCapture('uefi-virtio');
  const configs: string[] = [];
  const curl = ({ stdin = '' }: Call): string => {
    configs.push(stdin);
    const answer = answers[Math.min(configs.length, answers.length) - 1] ?? 'nothing';
    if (answer === 'nothing') throw new Error('not scripted');
    return `${typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1])}\n${answer[0]}`;
  };
  const host = recordingHost({ ...capture, unscripted: 'succeed', commands: { ...capture.commands, curl } });
  return { host, requests: () => configs };
}

async function ask(host: RecordingHost): Promise<{ text: string; waited: number[]; spec: Awaited<ReturnType<typeof netbootSpec>> }> {
  let text = '';
  const waited: number[] = [];
  const spec = await netbootSpec({ host, server: { base }, write: (words) => { text += words; }, wait: (seconds) => { waited.push(seconds); return Promise.resolve(); } });
  return { text, waited, spec };
}

const grant: Said = [200, { id: 'abc', state: 'install', spec: '/v1/machines/abc/spec', token: 'TOKEN', expires: '2026-01-01T00:00:00Z' }];
const spec: Said = [200, '#cloud-config\nhostname: edge-01\n'];

test('the machine is posted, the spec is fetched once with its token, and both travel on stdin', async () => {
  const { host, requests } = waiting(grant, spec);
  const { spec: { id, given, reset } } = await ask(host);
  assert.deepEqual([id, given.file, new TextDecoder().decode(given.bytes), reset], ['abc', '/run/cognos/netboot-spec.yaml', '#cloud-config\nhostname: edge-01\n', false]);
  assert.match(requests()[0] ?? '', /url = "http:\/\/10\.0\.0\.1:8480\/v1\/machines"\nrequest = "POST"/);
  assert.match(requests()[1] ?? '', /url = "http:\/\/10\.0\.0\.1:8480\/v1\/machines\/abc\/spec"\nrequest = "GET"[^]*header = "Authorization: Bearer TOKEN"/);
  assert.deepEqual(host.calls.filter(({ args }) => args.join(' ').includes('TOKEN')), []);
  assert.equal(host.files.get('/run/cognos/netboot-spec.yaml')?.mode, 0o600);
  const posted = JSON.parse(host.files.get('/run/cognos/netboot-machine.json')?.content ?? '') as { version: number; machine: { version: number } };
  assert.deepEqual([posted.version, posted.machine.version], [1, 1]);
});

test('a machine that no rule matches says so, by what a rule could know it, once; and asks again', async () => {
  const wait: Said = [200, { id: 'abc', state: 'wait', reason: 'No rule matches this machine', retry_seconds: 30 }];
  const { text, waited } = await ask(waiting(wait, wait, wait, grant, spec).host);
  assert.deepEqual(waited, [30, 30, 30]);
  assert.equal(text.match(/cognos: waiting: No rule matches this machine\n/g)?.length, 1);
  assert.match(text, /cognos: this machine is MAC .*; it asks http:\/\/10\.0\.0\.1:8480 again every 30 s\n/);
});

test('a server that is not there yet, one that fails, one that talks nonsense: waited for', async () => {
  const { text, waited } = await ask(waiting([500, 'oops'], [403, { error: 'Another machine' }], [200, '<html>'], [200, { state: 'install', spec: 'http://elsewhere/', token: 'x' }], grant, [410, { error: 'The token was used' }], grant, spec).host);
  assert.equal(waited.length, 5);
  for (const sentence of [/has a fault of its own: status 500/, /refuses this machine: Another machine/, /none of those that this installer knows/, /did not give the spec: The token was used/]) assert.match(text, sentence);
});

test('done, until somebody asks for it again: the next answer may be an install that starts over', async () => {
  const { text, waited, spec: { reset } } = await ask(waiting([200, { state: 'done', reason: 'This machine has been installed.' }], [200, { ...grant[1] as object, reset: true }], spec).host);
  assert.deepEqual([waited, reset], [[60], true]);
  assert.match(text, /cognos: waiting: This machine has been installed\.\n/);
});

test('what a server says cannot drive the terminal', async () => {
  const { text } = await ask(waiting([200, { state: 'wait', reason: 'a\u001b[2Jb', retry_seconds: 5 }], grant, spec).host);
  assert.ok(!text.includes('\u001b'));
});

test('the address on the kernel line', async () => {
  assert.equal(netbootBase(['quiet', `cognos.netboot=${base}/`]), base);
  assert.equal(netbootBase(['quiet']), undefined);
  for (const wrong of ['', 'ftp://a', 'http://user:x@a', 'nonsense', 'http://a"b']) await assert.rejects(bootServer(recordingHost(), wrong), /is no address of a boot server/, wrong);
});

test('with an authority in the initrd: https and that authority only; plain http is refused', async () => {
  const files = { '/run/cognos/ca.pem': 'PEM\n', '/etc/ssl/certs/ca-certificates.crt': 'OTHERS\n' };
  await assert.rejects(bootServer(recordingHost({ files }), base), (error) => error instanceof InstallerError && /asked without encryption/.test(error.message));
  const host = recordingHost({ files });
  assert.deepEqual(await bootServer(host, 'https://boot.example.net'), { base: 'https://boot.example.net', authority: '/run/cognos/ca.pem' });
  assert.equal(host.files.get('/etc/ssl/certs/ca-certificates.crt')?.content, 'OTHERS\nPEM\n');
  const { host: served, requests } = waiting(grant, spec);
  await netbootSpec({ host: served, server: { base: 'https://boot.example.net', authority: '/run/cognos/ca.pem' }, write: () => undefined, wait: () => Promise.resolve() });
  assert.match(requests()[0] ?? '', /proto = "=https"[^]*cacert = "\/run\/cognos\/ca\.pem"/);
});

test('the names of a machine that has few', () => {
  assert.equal(nameMachine({ nics: [], product: {} }), 'without any name of its own');
});
