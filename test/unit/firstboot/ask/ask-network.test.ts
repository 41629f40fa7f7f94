import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { askNetwork } from '../../../../firstboot/ask/ask-network.ts';
import type { BrowserPlace } from '../../../../firstboot/ask/ask-console.ts';
import { answeredPath, askBrowserPath } from '../../../../firstboot/paths.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { key } from './ask-machines.ts';
import { askedMachine, type AskedMachine } from './asked-machine.ts';
import { rootedHost } from './rooted-host.ts';

const canary = 'CANARY 7 for the browseR';
const machines: AskedMachine[] = [];
after(() => { machines.forEach((machine) => { machine.remove(); }); });

interface Served { machine: AskedMachine; port: number; url: string; log: string[]; over: Promise<void>; pin(): Promise<string> }

/** A clock that stands: the tries of a whole test are tries of one minute. */
async function serve(): Promise<Served> {
  const machine = await askedMachine();
  machines.push(machine);
  await machine.start('network');
  const log: string[] = [];
  const listening = Promise.withResolvers<number>();
  // The asking process has commands of its own: openssl and perl are the real ones.
  const host = rootedHost(machine.root, localHost.run);
  const over = askNetwork({ host, port: 0, addresses: ['127.0.0.1'], log: (line) => { log.push(line); }, now: () => 0, pollMilliseconds: 20, onListening: listening.resolve });
  const port = await listening.promise;
  const place = async (): Promise<BrowserPlace> => JSON.parse(await host.readFile(askBrowserPath)) as BrowserPlace;
  while (!await host.exists(askBrowserPath)) await new Promise((resolve) => { setTimeout(resolve, 10); });
  return { machine, port, url: `https://127.0.0.1:${port}`, log, over, pin: async () => (await place()).pin };
}

interface Reply { status: number; body: string; cookie: string; location: string; headers: string }

/** curl, as a stranger: every header is what the test says. Data goes in on stdin. */
async function curl(url: string, { data, headers = [], cookie }: { data?: Record<string, string>; headers?: string[]; cookie?: string } = {}): Promise<Reply> {
  const origin = new URL(url).origin;
  const all = [...data && !headers.some((header) => header.startsWith('Origin')) ? [`Origin: ${origin}`] : [], ...cookie ? [`Cookie: ${cookie}`] : [], ...headers];
  const child = promisify(execFile)('curl', ['--silent', '--insecure', '--include', ...all.flatMap((header) => ['--header', header]), ...data ? ['--data-binary', '@-'] : [], url]);
  child.child.stdin?.end(data ? new URLSearchParams(data).toString() : '');
  const { stdout } = await child;
  const [head = '', ...rest] = stdout.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/\S+ (\d+)/.exec(head)?.[1]), body: rest.join('\r\n\r\n'), headers: head,
    cookie: /^set-cookie: ([^;]+)/im.exec(head)?.[1] ?? '', location: /^location: (\S+)/im.exec(head)?.[1] ?? '',
  };
}

function tokenOf({ body }: Reply): string {
  return /name="token" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? '';
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => { resolve(false); });
  });
}

test('with the PIN of the console the form is filled in; what is wrong stands beside its field; then the port is gone', async () => {
  const { machine, port, url, log, over, pin } = await serve();
  assert.match(machine.files().get('/etc/nftables.d/60-cognos-ask.nft') ?? '', /add rule inet filter own_input tcp dport 8091 accept/);
  const closed = await curl(url);
  assert.match(closed.body, /<label for="pin">PIN<\/label>/);
  assert.doesNotMatch(closed.body, /User name/);
  const opened = await curl(`${url}/pin`, { data: { pin: await pin() } });
  assert.deepEqual([opened.status, opened.location], [303, '/']);
  assert.match(opened.headers, /__Host-cognos=[0-9a-f]{64}; Path=\/; Secure; HttpOnly; SameSite=Strict/);
  const form = await curl(url, { cookie: opened.cookie });
  assert.match(form.headers, /content-security-policy: default-src 'none'/i);
  assert.doesNotMatch(form.body, /<script|keyboard/i);
  for (const [, id] of form.body.matchAll(/<(?:input|select|textarea) id="([^"]+)"/g)) assert.ok(form.body.includes(`<label for="${id}">`), `${id} has no label`);

  const wrong = { token: tokenOf(form), locale: 'de', user: '<b>Ada', password: 'short', 'password-again': 'short', key: 'ssh-rsa', hostname: 'edge_01', model: 'atuo' };
  const refused = await curl(`${url}/answers`, { data: wrong, cookie: opened.cookie });
  assert.equal(refused.status, 422);
  for (const sentence of ['there is no locale', 'is no user name', 'this password has 5 characters', 'is no host name', 'did you mean auto?', '6 answers have to be corrected']) assert.ok(refused.body.includes(sentence), sentence);
  assert.match(refused.body, /id="user" name="user" value="&#60;b&#62;Ada"[^>]*aria-describedby="user-error user-help" aria-invalid="true"/);
  assert.doesNotMatch(refused.body, /<b>Ada/);
  assert.ok(!refused.body.includes('value="short"'));

  const unlike = { token: tokenOf(form), locale: 'C.UTF-8', user: 'ada', password: canary, 'password-again': `${canary}!`, key, hostname: 'edge-01', model: 'auto' };
  assert.match((await curl(`${url}/answers`, { data: unlike, cookie: opened.cookie })).body, /the two passwords are not the same/);
  const applying = machine.applyNext();
  const done = await curl(`${url}/answers`, { data: { ...unlike, 'password-again': canary }, cookie: opened.cookie });
  assert.equal(await applying, 'The open questions of this machine are answered');
  assert.equal(done.status, 200, done.body);
  assert.match(done.body, /ada can log in/);
  await over;
  assert.equal(await isListening(port), false);
  const files = machine.files();
  assert.equal(files.get('/etc/hostname'), 'edge-01\n');
  assert.equal(files.has('/etc/nftables.d/60-cognos-ask.nft'), false);
  assert.deepEqual([...files].filter(([, content]) => content.includes(canary) || content.includes('$y$')).map(([path]) => path), ['/etc/shadow']);
  assert.ok(!files.get('/etc/shadow')?.includes(canary));
  assert.deepEqual(machine.calls.filter(({ line, stdin }) => (line + stdin).includes('$y$')).map(({ line }) => line), ['chpasswd --encrypted']);
  assert.ok(!log.join('\n').includes('CANARY') && !machine.calls.some(({ line, stdin }) => (line + stdin).includes('CANARY')));
  assert.ok(files.has(answeredPath) && !files.has(askBrowserPath) && !files.has('/run/cognos/questions.json'));
});

test('ten thousand PINs one after another: five are heard, the rest refused, and the journal says so in few lines', async () => {
  const { machine, url, port, log, over, pin } = await serve();
  const right = await pin();
  const wrong = [...Array(10_001).keys()].map((number) => String(number).padStart(6, '0')).filter((digits) => digits !== right).slice(0, 10_000);
  const statuses = await tryPins(port, wrong);
  assert.equal(statuses.length, 10_000);
  assert.equal(statuses.filter((status) => status === 403).length, 5);
  assert.equal(statuses.filter((status) => status === 429).length, 9_995);
  const refused = await curl(`${url}/pin`, { data: { pin: right } });
  assert.equal(refused.status, 429);
  assert.equal(refused.cookie, '');
  assert.match(refused.body, /Too many tries, from here or elsewhere\. Try again in \d+ seconds\./);
  assert.equal(log.filter((line) => line === 'A wrong PIN for the browser form').length, 5);
  assert.match(log.at(-1) ?? '', /Too many tries of the PIN for the browser form: none is heard for \d+ s/);
  assert.ok(log.length < 10, log.join('\n'));
  assert.ok(!log.join('\n').includes(right));
  await machine.host.writeFile(answeredPath, '');
  await over;
});

test('requests that do not come from the form are refused: no token, another origin, another name, no PIN', async () => {
  const { machine, url, port, over, pin } = await serve();
  const { cookie } = await curl(`${url}/pin`, { data: { pin: await pin() } });
  const token = tokenOf(await curl(url, { cookie }));
  assert.match(token, /^[0-9a-f]{64}$/);
  const good = { user: 'eve', key, hostname: 'x', model: 'auto', locale: 'C.UTF-8' };
  const status = async (options: Parameters<typeof curl>[1], path = '/answers'): Promise<number> => (await curl(url + path, options)).status;
  assert.equal(await status({ data: good, cookie }), 403);
  assert.equal(await status({ data: { ...good, token: '0'.repeat(64) }, cookie }), 403);
  assert.equal(await status({ data: { ...good, token }, cookie, headers: ['Origin: https://evil.example'] }), 403);
  assert.equal(await status({ data: { ...good, token }, cookie, headers: ['Origin: null'] }), 403);
  assert.equal(await status({ data: { ...good, token }, cookie, headers: ['Sec-Fetch-Site: cross-site'] }), 403);
  assert.equal(await status({ data: { ...good, token }, cookie, headers: [`Host: evil.example:${port}`, `Origin: https://evil.example:${port}`] }), 403);
  assert.equal(await status({ headers: ['Host: evil.example'] }, '/'), 403);
  assert.equal(await status({ data: { ...good, token } }), 403);
  assert.equal(await status({ data: { ...good, token }, cookie: `__Host-cognos=${'0'.repeat(64)}` }), 403);
  assert.equal(await status({ data: { ...good, token, key: 'x'.repeat(40_000) }, cookie }), 413);
  assert.equal(await status({ cookie }, '/../etc/passwd'), 404);
  assert.ok(!machine.files().has('/run/cognos-ask/answers.json'));
  // Answered on a console in the meantime.
  await machine.host.writeFile(answeredPath, '');
  await over;
  assert.equal(await isListening(port), false);
});

/** Node rather than ten thousand starts of curl. */
async function tryPins(port: number, pins: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  const queue = [...pins];
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let pin = queue.shift(); pin !== undefined; pin = queue.shift()) statuses.push(await tryPin(agent, port, pin));
  }));
  agent.destroy();
  return statuses;
}

function tryPin(agent: Agent, port: number, pin: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, path: '/pin', method: 'POST', rejectUnauthorized: false, headers: { Origin: `https://127.0.0.1:${port}`, 'Content-Type': 'application/x-www-form-urlencoded' } }, (response) => {
      response.resume().on('end', () => { resolve(response.statusCode ?? 0); });
    });
    sent.on('error', reject);
    sent.end(`pin=${pin}`);
  });
}
