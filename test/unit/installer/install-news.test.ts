import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installNews } from '../../../installer/headless/install-news.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { takeSecrets } from '../../../shared/spec/take-secrets.ts';
import { revealer } from '../../../shared/system/secrets.ts';
import { recordingHost, type RecordingHost } from '../../fakes/recording-host.ts';

const asked: InstallSpec = { hostname: 'edge-01', cognos: { version: 1, firstboot: { report: { url: 'https://example.net/hook', token: 'CANARY-token', secret: 'CANARY-key', events: ['started', 'progress', 'failed', 'finished'] } } } };

type Snapshot = Parameters<ReturnType<typeof installNews>['follow']>[0];
function snapshot(value: string | object, context: object = {}): Snapshot {
  return { value, context: { alreadyInstalled: false, plan: { disk: { title: 'Odd disk, 2.0 TB' } }, ...context } } as unknown as Snapshot;
}

function eventsOf(host: RecordingHost): string[] {
  return host.calls.filter(({ file }) => file === 'curl').map(({ stdin = '' }) => /X-CognOS-Event: (\w+)/.exec(stdin)?.[1] ?? '');
}

async function install(spec: InstallSpec, ...snapshots: Snapshot[]): Promise<RecordingHost> {
  const host = recordingHost({ commands: { curl: '204' } });
  const news = installNews(host, () => undefined);
  const { spec: clean, secrets } = takeSecrets(spec);
  snapshots.slice(0, 1).forEach(news.follow); // Before there is a spec.
  news.learn(clean, revealer(secrets));
  snapshots.slice(1).forEach(news.follow);
  await news.settle();
  return host;
}

test('an install is told of from its start to its end, with the secrets of the spec on curl\'s stdin only', async () => {
  const progress = (fraction: number): Snapshot => snapshot('installing', { progress: { fraction, label: 'Writing the system', stepId: 'write-system' } });
  const host = await install(asked, snapshot('probing'), snapshot('reviewing'), snapshot('installing'), progress(0.1), progress(0.15), progress(0.3), snapshot('finished'));
  assert.deepEqual(eventsOf(host), ['started', 'progress', 'progress', 'finished']);
  assert.match(host.calls.at(-1)?.stdin ?? '', /Authorization: Bearer CANARY-token/);
  assert.ok(host.lines.every((line) => !line.includes('CANARY')));
});

test('a failure says why and what to do', async () => {
  const bodies: string[] = [];
  const host = recordingHost({ commands: { curl: ({ stdin = '' }) => {
    bodies.push(host.files.get(/data-binary = "@([^"]+)"/.exec(stdin)?.[1] ?? '')?.content ?? '');
    return '204';
  } } });
  const news = installNews(host, () => undefined);
  const { spec, secrets } = takeSecrets(asked);
  news.learn(spec, revealer(secrets));
  news.follow(snapshot({ failed: 'waiting' }, { failure: { message: 'The disk is gone', action: 'Put it back.' } }));
  await news.settle();
  assert.match(bodies[0] ?? '', /"stage":"install".*"machine":\{"name":"edge-01"\}.*"message":"The disk is gone","action":"Put it back\."/);
  assert.doesNotMatch(bodies.join(''), /CANARY/);
});

test('nobody is told where nobody asked, nor of an install that was there already', async () => {
  assert.deepEqual((await install({ hostname: 'edge-01', cognos: { version: 1 } }, snapshot('probing'), snapshot('installing'), snapshot('finished'))).calls, []);
  assert.deepEqual(eventsOf(await install(asked, snapshot('probing'), snapshot('finished', { alreadyInstalled: true }))), []);
});
