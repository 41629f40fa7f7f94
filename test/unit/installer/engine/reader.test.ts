import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startEngine, type Connection } from '../../../../installer/engine/engine.ts';
import { openLogLines } from '../../../../installer/engine/log-lines.ts';
import { simulatedActors } from '../../../../installer/engine/simulation/simulated-actors.ts';
import { simulatedSystem } from '../../../../installer/engine/simulation/simulated-system.ts';
import { hostSystem } from '../../../../installer/engine/system/host-system.ts';
import { recordedMachine } from '../../../../installer/headless/recorded-machine.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import { applyMessage } from '../../../../shared/protocol/apply-changes.ts';
import type { WelcomeAnswers } from '../../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';

const liveSystem = (files: Record<string, string>) => {
  const host = recordingHost({ unscripted: 'succeed', files });
  return { host, system: hostSystem(host, host, () => undefined) };
};

test('a reader is there where Orca is, and begins by itself when the boot menu said so', async () => {
  assert.equal(await liveSystem({ '/proc/cmdline': 'boot=cognos cognos.speech\n' }).system.findReader(), 'none');
  assert.equal(await liveSystem({ '/usr/bin/orca': '', '/proc/cmdline': 'boot=cognos xcognos.speech\n' }).system.findReader(), 'off');
  assert.equal(await liveSystem({ '/usr/bin/orca': '', '/proc/cmdline': 'boot=cognos cognos.speech\n' }).system.findReader(), 'on');
});

test('the answer is written where the live system looks for it, with the language to speak', async () => {
  const { host, system } = liveSystem({});
  await system.setReader(true, 'de');
  assert.equal(await host.readFile('/run/cognos/ui/reader'), 'on\nde\n');
  await system.setReader(false, 'en');
  assert.equal(await host.readFile('/run/cognos/ui/reader'), 'off\nen\n');
});

interface Started { told: string[]; snapshot(): Snapshot; window: Connection }

async function start(t: TestContext, found: 'none' | 'off' | 'on'): Promise<Started> {
  const machine = await recordedMachine('test/fixtures/machines/uefi-virtio.json');
  const told: string[] = [];
  const log = (): void => undefined;
  const engine = startEngine({
    machine: ({ measured, onInstall }) => simulatedActors({ machine, installSeconds: 1, failAt: undefined, measured, log, onInstall }),
    system: {
      ...simulatedSystem({ host: localHost, measurement: undefined, measureSeconds: 1 }),
      findReader: () => Promise.resolve(found), setReader: (isOn, language) => { told.push(`${isOn} ${language}`); return Promise.resolve(); },
    },
    catalogue: builtinCatalogue, lines: openLogLines(), log,
  });
  t.after(() => engine.stop());
  let now: Snapshot | undefined;
  const asking = Promise.withResolvers<void>();
  const window = engine.connect({ local: true, receive: (message) => {
    now = applyMessage(now, message);
    if (now?.state === 'asking') asking.resolve();
  } });
  await asking.promise;
  return { told, window, snapshot: () => now as Snapshot };
}

const answer = async ({ window }: Started, id: number, value: WelcomeAnswers): Promise<void> => {
  assert.equal((await window.ask({ id, type: 'answers.set', section: 'welcome', value })).ok, true);
};

test('no reader: it is not offered, and nobody is told of the answer', async (t) => {
  const engine = await start(t, 'none');
  const { answers: { welcome }, screenReader } = engine.snapshot();
  assert.equal(screenReader, undefined);
  await answer(engine, 1, { ...welcome, accessibility: { ...welcome.accessibility, screenReader: true } });
  assert.deepEqual(engine.told, []);
});

test('a reader follows the switch and the language, and nothing else', async (t) => {
  const engine = await start(t, 'off');
  const { answers: { welcome }, screenReader } = engine.snapshot();
  assert.equal(screenReader, true);
  const on = { ...welcome, accessibility: { ...welcome.accessibility, screenReader: true } };
  await answer(engine, 1, on);
  await answer(engine, 2, { ...on, accessibility: { ...on.accessibility, largeText: true } });
  await answer(engine, 3, { ...on, language: 'fr' });
  await answer(engine, 4, { ...welcome, language: 'fr' });
  assert.deepEqual(engine.told, ['false en', 'true en', 'true fr', 'false fr']);
});

test('started with speech: on from the first moment, and the machine that is found later leaves it on', async (t) => {
  const engine = await start(t, 'on');
  assert.equal(engine.snapshot().answers.welcome.accessibility.screenReader, true);
  assert.deepEqual(engine.told, ['true en']);
});
