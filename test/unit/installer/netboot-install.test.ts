import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netbootInstall } from '../../../installer/headless/netboot-install.ts';
import { exitCodes, type ExitCode } from '../../../shared/errors.ts';
import { recordingHost, type Call } from '../../fakes/recording-host.ts';
import { readCapture } from '../machine/replay.ts';

const spec = `#cloud-config
hostname: edge-01
cognos: {version: 1, unattended: true, firstboot: {report: {url: "https://10.0.0.1/v1/events/abc", token: REPORTTOKEN, secret: SECRET}}}
`;

test('a failed install sends its log with the token of its reports, asks again, and ends when one has succeeded', async () => {
  const capture = readCapture('uefi-virtio');
  const asked: string[] = [];
  const curl = ({ stdin = '' }: Call): string => {
    asked.push(`${/request = "(\w+)"/.exec(stdin)?.[1] ?? ''} ${/url = "http:\/\/10\.0\.0\.1:8480(.*)"/.exec(stdin)?.[1] ?? ''} ${/Bearer (\w+)/.exec(stdin)?.[1] ?? ''}`.trim());
    if (stdin.includes('/log"')) return '\n204';
    if (stdin.includes('/spec"')) return `${spec}\n200`;
    return `${JSON.stringify({ id: 'abc', state: 'install', spec: '/v1/machines/abc/spec', token: 'ONCE', reset: asked.length > 3 })}\n200`;
  };
  const host = recordingHost({ ...capture, unscripted: 'succeed', files: { ...capture.files, '/var/log/cognos/installer.log': 'every command\n' }, commands: { ...capture.commands, curl } });
  const outcomes: ExitCode[] = [exitCodes.failedForGood, exitCodes.done];
  const resets: boolean[] = [];
  const exitCode = await netbootInstall({
    host, base: 'http://10.0.0.1:8480', write: () => undefined, wait: () => Promise.resolve(),
    install: (_given, { reset, write }) => {
      resets.push(reset);
      write('cognos: failed: the disk is gone\n');
      return Promise.resolve(outcomes.shift() ?? exitCodes.done);
    },
  });
  assert.equal(exitCode, exitCodes.done);
  assert.deepEqual(resets, [false, true]);
  assert.deepEqual(asked, ['POST /v1/machines', 'GET /v1/machines/abc/spec ONCE', 'POST /v1/machines/abc/log REPORTTOKEN', 'POST /v1/machines', 'GET /v1/machines/abc/spec ONCE']);
  const { content = '', mode } = host.files.get('/run/cognos/netboot-log') ?? {};
  assert.match(content, /every command\n[^]*cognos: failed: the disk is gone/);
  assert.equal(mode, 0o600);
});
