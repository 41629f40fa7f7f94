import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followStatus, type FollowScreen } from '../../../../firstboot/progress/follow-status.ts';
import type { FirstbootState } from '../../../../firstboot/progress/state.ts';
import { waitCommand } from '../../../../firstboot/progress/wait-command.ts';
import { recordingHost, type RecordingHost } from '../../../fakes/recording-host.ts';

const base: FirstbootState = {
  pid: 4711, phase: 'running', step: 'models', label: 'Fetching the model', fraction: 0.43, bytes: { done: 1.2e9, total: 4.1e9 }, secondsLeft: 180, line: 'Fetching the model', since: '2026-11-24T12:00:00.000Z',
  steps: [{ id: 'keys', label: 'Making the ssh host keys', state: 'done', seconds: 0.3 }, { id: 'models', label: 'Fetching the model', state: 'running' }, { id: 'agent', label: 'Starting the agent', state: 'open' }],
  notes: ['The partition was not grown: odd \u001b[2J'],
};
const { bytes: _bytes, secondsLeft: _left, ...still } = base;
const waiting: FirstbootState = { ...still, phase: 'waiting', line: 'there is no network', waitingFor: 'the network', steps: base.steps.map((step) => (step.state === 'running' ? { ...step, state: 'waiting' } : step)) };
const ready: FirstbootState = { ...still, phase: 'ready', fraction: 1, label: 'Done', line: 'First boot is done', steps: base.steps.map((step) => ({ ...step, state: 'done', seconds: 12 })), notes: [] };

/** Goes through the states, one a look. */
function playing(...states: FirstbootState[]): { host: RecordingHost; next: () => Promise<boolean> } {
  const host = recordingHost({ files: { '/proc/4711/stat': '' }, commands: { 'systemctl show': 'ActiveState=activating\nExecMainStatus=0\n' } });
  const next = (): Promise<boolean> => {
    const state = states.shift();
    if (state) host.files.set('/run/cognos/firstboot.json', { content: JSON.stringify(state), mode: 0o644 });
    if (state?.phase === 'ready') host.files.set('/run/cognos/ready', { content: '', mode: 0o644 });
    return Promise.resolve(state !== undefined);
  };
  void next();
  return { host, next };
}

async function follow(screen: Omit<FollowScreen, 'write'>, ...states: FirstbootState[]): Promise<{ output: string; exitCode: number }> {
  const { host, next } = playing(...states);
  let output = '';
  const exitCode = await followStatus(host, { ...screen, write: (text) => { output += text; } }, next);
  return { output, exitCode };
}

test('--follow into a file: a line for each thing that is new, and nothing that only a terminal understands', async () => {
  const { output, exitCode } = await follow({ isTerminal: false, colour: false, columns: 80, rows: 24 }, base, { ...base, fraction: 0.44, secondsLeft: 170 }, { ...base, fraction: 0.51 }, waiting, waiting, ready);
  assert.equal(exitCode, 0);
  assert.equal(output, [
    '43% Fetching the model · 1.2 GB of 4.1 GB · 3 min left',
    '51% Fetching the model · 1.2 GB of 4.1 GB · 3 min left',
    'First boot waits and goes on by itself; the machine is not ready yet · there is no network · Waiting for the network',
    'First boot is done; the machine is ready', '',
  ].join('\n'));
});

test('--follow on a terminal: one table, drawn over', async () => {
  const { output } = await follow({ isTerminal: true, colour: true, columns: 80, rows: 24 }, base, ready);
  assert.equal(output, [
    '\rFirst boot is running; the machine is not ready yet\u001b[K',
    '\r  [#########-----------] 43% Fetching the model · 1.2 GB of 4.1 GB · 3 min left\u001b[K',
    '\r  \u001b[32mdone     \u001b[39mMaking the ssh host keys (0.3 s)\u001b[K',
    '\r  \u001b[36mrunning  \u001b[39mFetching the model\u001b[K',
    '\r  \u001b[90mto come  \u001b[39mStarting the agent\u001b[K',
    '\r  note     The partition was not grown: odd \\u{1b}[2J\u001b[K',
    '\u001b[J\u001b[6A\rFirst boot is done; the machine is ready\u001b[K',
    '\r  \u001b[32mdone     \u001b[39mMaking the ssh host keys (12 s)\u001b[K',
    '\r  \u001b[32mdone     \u001b[39mFetching the model (12 s)\u001b[K',
    '\r  \u001b[32mdone     \u001b[39mStarting the agent (12 s)\u001b[K',
    '\u001b[J',
  ].join('\n'));
});

test('a small screen keeps what runs in sight', async () => {
  const { output } = await follow({ isTerminal: true, colour: false, columns: 30, rows: 6 }, base, ready);
  assert.match(output, /running/);
  assert.ok(output.split('\n').every((line) => line.replaceAll(/\u001b\[\d*[A-Zm]/g, '').length <= 30));
});

async function wait(options: { timeout?: number; systemd?: string }, ...states: FirstbootState[]): Promise<{ exitCode: number; lines: string[]; asked: number }> {
  const { host, next } = playing(...states);
  const lines: string[] = [];
  let seconds = 0;
  const run = host.run.bind(host);
  host.run = (file, args, given) => run(file, args, given).then((text) => options.systemd ?? text);
  const exitCode = await waitCommand(host, { timeout: options.timeout, now: () => seconds, pause: () => { seconds += 1; return next(); }, complain: (line) => lines.push(line) });
  return { exitCode, lines, asked: host.calls.length };
}

test('wait: 0 when the machine is ready, and says on the way what it waits for', async () => {
  const { exitCode, lines } = await wait({}, base, waiting, waiting, base, ready);
  assert.equal(exitCode, 0);
  assert.deepEqual(lines, ['43% Fetching the model · 1.2 GB of 4.1 GB · 3 min left', 'there is no network; waiting for the network', '43% Fetching the model · 1.2 GB of 4.1 GB · 3 min left']);
});

test('wait: 124 when the time is over, and systemd is asked every five seconds only', async () => {
  const { exitCode, lines, asked } = await wait({ timeout: 20 }, base);
  assert.equal(exitCode, 124);
  assert.equal(lines.at(-1), 'Not ready after 20 s; first boot goes on');
  assert.equal(asked, 5);
});

test('wait: 4 or 5 once the service has given up, with what failed; not while another attempt is coming', async () => {
  const failed: FirstbootState = { ...still, phase: 'failed', line: 'Fetching the model: no space left' };
  assert.deepEqual(await wait({ systemd: 'ActiveState=failed\nExecMainStatus=5\n' }, failed), { exitCode: 5, lines: ['Fetching the model: no space left', 'Fetching the model: no space left'], asked: 1 });
  assert.equal((await wait({ systemd: 'ActiveState=failed\nExecMainStatus=4\n' }, failed)).exitCode, 4);
  assert.equal((await wait({}, failed, failed, base, ready)).exitCode, 0);
});
