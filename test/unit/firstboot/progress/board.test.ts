import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFirstboot } from '../../../../firstboot/plan-firstboot.ts';
import { openBoard, type Board } from '../../../../firstboot/progress/board.ts';
import { readyEnding } from '../../../../firstboot/progress/ending.ts';
import type { FirstbootState } from '../../../../firstboot/progress/state.ts';
import { recordingHost, type RecordingHost, type Script } from '../../../fakes/recording-host.ts';

const canary = 'CANARY-token-7f3a';
const spec = 'hostname: edge-01\ncognos:\n  version: 1\n  firstboot:\n    report: {url: "https://example.net/hook", events: [started, progress, failed, finished]}\n';
const plan = planFirstboot({ machineId: '0123456789abcdef0123456789abcdef', hasModels: false });
const at = (fraction: number, stepId: string, label: string): Parameters<Board['progress']>[0] => ({ fraction, stepId, label, secondsLeft: 170 });

interface Shown { host: RecordingHost; board: Board; states: FirstbootState[]; consoles: string[]; said: string[]; clock: { seconds: number } }

async function show({ files = {}, commands = {} }: Script = {}): Promise<Shown> {
  const host = recordingHost({
    files: { '/etc/hostname': 'edge-01\n', '/etc/machine-id': '0123456789abcdef0123456789abcdef\n', '/etc/cognos/spec.yaml': spec, '/etc/cognos/report-token': `${canary}\n`, '/etc/cognos/report-secret': `${canary}-key\n`, ...files },
    commands: { curl: '204', agetty: '', 'systemctl --no-block start': '', 'systemctl --no-block stop': '', 'systemctl daemon-reload': '', hostname: '192.0.2.7 \n', 'nft --json list ruleset': ruleset(), nft: '', openssl: pem, ...commands },
  });
  const shown = { host, states: [] as FirstbootState[], consoles: [] as string[], said: [] as string[], clock: { seconds: 0 } };
  const board = await openBoard({
    host, plan, pid: 4711, readJournal: () => Promise.resolve([]), show: (state) => shown.states.push(state), say: (line) => shown.said.push(line),
    toConsoles: (text) => shown.consoles.push(text), clock: () => new Date(Date.UTC(2026, 10, 24) + shown.clock.seconds * 1000), now: () => shown.clock.seconds,
  });
  return { ...shown, board };
}

const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIE\n-----END PRIVATE KEY-----\n';
/** libnftables-json(5), shortened. */
function ruleset(...rules: object[]): string {
  return JSON.stringify({ nftables: [{ metainfo: {} }, { table: {} }, { chain: { family: 'inet', table: 'cognos', name: 'input', handle: 1, hook: 'input', policy: 'drop' } }, { chain: { family: 'inet', table: 'cognos', name: 'output', handle: 2, hook: 'output', policy: 'accept' } }, ...rules.map((rule) => ({ rule }))] });
}
const text = (host: RecordingHost, path: string): string | undefined => host.files.get(path)?.content;
const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 50); });

test('everywhere says the same: state, consoles, login prompt, motd, receiver', async () => {
  const { host, board, states, consoles, said } = await show();
  board.progress(at(0.43, 'models', 'Downloading the model'));
  await settled();
  assert.deepEqual(states.at(-1), {
    pid: 4711, phase: 'running', step: 'models', label: 'Downloading the model', fraction: 0.43, secondsLeft: 170, line: 'Downloading the model', since: '2026-11-24T00:00:00.000Z',
    steps: plan.steps.map(({ id, label }) => ({ id, label, state: id === 'models' ? 'running' : 'open' })), notes: [],
  });
  assert.deepEqual(consoles, ['cognos: 43% Downloading the model · 3 min left\n']);
  assert.deepEqual(said, ['Downloading the model']);
  assert.equal(text(host, '/run/cognos/issue'), 'CognOS first boot: 43%, downloading the model, about 3 min left: log in, it goes on\n');
  assert.equal(host.links.get('/etc/issue.d/cognos.issue'), '/run/cognos/issue');
  assert.equal(text(host, '/run/cognos/motd'), 'CognOS first boot: 43%, downloading the model, about 3 min left. Look at it with: cognos-firstboot status --follow\n');
  board.progress(at(0.6, 'models', 'Downloading the model'));
  await board.end(readyEnding, '{"version":1}');
  assert.equal(text(host, '/run/cognos/issue'), undefined);
  assert.equal(host.links.size, 0, 'nothing of it stays at the prompt');
  assert.match(text(host, '/run/cognos/motd') ?? '', /^CognOS is ready/);
  assert.equal(text(host, '/run/cognos/motd'), text(host, '/var/lib/cognos/motd'), 'and is there for the boots to come');
  const events = host.calls.filter(({ file }) => file === 'curl').map(({ stdin }) => /X-CognOS-Event: (\w+)/.exec(stdin ?? '')?.[1]);
  assert.deepEqual(events, ['started', 'progress', 'finished']);
});

test('a long step is a line a minute on the consoles, and no more', async () => {
  const { board, consoles, clock } = await show();
  for (; clock.seconds <= 180; clock.seconds += 1) board.progress({ fraction: clock.seconds / 1000, stepId: 'models', label: 'Downloading the model' });
  assert.deepEqual(consoles, [0, 6, 12, 18].map((percent) => `cognos: ${percent}% Downloading the model\n`));
});

test('the token is in no file but its own, in no argument list and on no screen', async () => {
  const { host, board, states, consoles, said } = await show({ commands: { curl: { exitCode: 6, stderr: 'curl: (6) Could not resolve host: example.net' } } });
  board.progress(at(0.2, 'models', 'Downloading the model'));
  await board.end({ phase: 'failed', line: 'Downloading the model: no', step: 'models' }, '{"version":1}');
  for (const [path, { content }] of host.files) if (!path.startsWith('/etc/cognos/report-')) assert.doesNotMatch(content, /CANARY/, path);
  assert.ok(host.lines.every((line) => !line.includes('CANARY')));
  assert.doesNotMatch(JSON.stringify([states, consoles, said]), /CANARY/);
  assert.ok(host.calls.some(({ stdin }) => stdin?.includes(canary)), 'it was needed');
  assert.ok([...host.files.keys()].some((path) => path.startsWith('/var/lib/cognos/outbox/')), 'and what could not be sent is kept');
  assert.ok(host.lines.includes('systemctl --no-block start cognos-report.timer'));
});

test('what is tried again every minute is said once', async () => {
  const waiting = { phase: 'waiting', line: 'Downloading the model: there is no network', waitingFor: 'the network, or a USB volume with the model on it' } as const;
  const first = await show();
  first.board.progress(at(0.4, 'models', 'Downloading the model'));
  await first.board.end({ ...waiting, step: 'models' });
  assert.match(first.consoles.join(''), /there is no network\ncognos: waiting for the network, or a USB volume/);
  assert.match(text(first.host, '/run/cognos/issue') ?? '', /^CognOS first boot waits for the network, or a USB volume with the model on it: log in, it goes on by itself\n$/);
  const again = await show({ files: { '/run/cognos/firstboot.json': JSON.stringify(first.states.at(-1)) } });
  again.board.progress(at(0.4, 'models', 'Downloading the model'));
  await settled();
  again.board.progress(at(0.4, 'models', 'Downloading the model'));
  await again.board.end({ ...waiting, step: 'models' });
  assert.deepEqual(again.consoles, []);
  assert.ok(!again.host.calls.some(({ stdin }) => stdin?.includes('X-CognOS-Event: progress')));
  assert.ok(!again.host.calls.some(({ stdin }) => stdin?.includes('X-CognOS-Event: failed')));
});

test('nothing of the progress can make a step fail', async () => {
  const { host, board, said } = await show();
  host.writeFile = () => Promise.reject(new Error('ENOSPC: no space left on device'));
  board.progress(at(0.1, 'models', 'Downloading the model'));
  await board.end(readyEnding, '{"version":1}');
  assert.deepEqual(said.filter((line) => line.includes('everywhere')), ['Progress could not be shown everywhere: ENOSPC: no space left on device']);
});

test('over the network the firewall is opened while first boot runs and closed after it, the PIN stands on the console alone', async () => {
  let opened = false;
  const { host, board, states, consoles, said } = await show({
    files: { '/etc/cognos/spec.yaml': 'cognos:\n  version: 1\n  firstboot:\n    status_page: {network: true}\n', '/run/cognos/status-page.json': JSON.stringify({ port: 8443, name: 'edge-01', names: ['edge-01'], tls: { key: 'k', cert: 'c', fingerprint: 'AB:CD', pin: '042137' } }) },
    commands: {
      'nft --json list ruleset': () => (opened ? ruleset({ family: 'inet', table: 'cognos', chain: 'input', handle: 7, comment: 'cognos-firstboot 8443' }) : ruleset()),
      'nft insert rule inet cognos input tcp dport 8443 accept comment "cognos-firstboot 8443"': () => { opened = true; return ''; },
    },
  });
  board.progress(at(0.1, 'models', 'Downloading the model'));
  await settled();
  assert.ok(opened);
  assert.deepEqual(consoles.slice(-2), ['cognos: Status page: https://192.0.2.7:8443 PIN 042137\n', 'cognos: Its certificate: AB:CD\n']);
  assert.equal(text(host, '/run/systemd/system/cognos-status.socket.d/cognos.conf'), '[Socket]\nListenStream=\nListenStream=8443\n');
  assert.equal(host.lines.filter((line) => line.startsWith('nft insert')).length, 1, 'not twice');
  await board.end(readyEnding);
  assert.ok(host.lines.includes('nft delete rule inet cognos input handle 7'));
  assert.ok(host.lines.includes('systemctl --no-block stop cognos-status.socket'));
  assert.doesNotMatch(JSON.stringify([states, said]), /042137/);
});
