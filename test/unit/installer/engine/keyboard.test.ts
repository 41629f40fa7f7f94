import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startEngine } from '../../../../installer/engine/engine.ts';
import { openLogLines } from '../../../../installer/engine/log-lines.ts';
import { simulatedActors } from '../../../../installer/engine/simulation/simulated-actors.ts';
import { simulatedSystem } from '../../../../installer/engine/simulation/simulated-system.ts';
import { hostSystem } from '../../../../installer/engine/system/host-system.ts';
import { recordedMachine } from '../../../../installer/headless/recorded-machine.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import type { WelcomeAnswers } from '../../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';

test('a chosen keyboard is written where the live system looks for it', async () => {
  const host = recordingHost({ unscripted: 'succeed' });
  await hostSystem(host, host, () => undefined).setKeyboard({ layout: 'de', variant: 'nodeadkeys' });
  assert.equal(await host.readFile('/run/cognos/ui/keyboard'), 'de\nnodeadkeys\n\n');
});

test('the machine follows each choice of keyboard, and nothing else that is answered', async (t) => {
  const machine = await recordedMachine('test/fixtures/machines/uefi-virtio.json');
  const told: string[] = [];
  const log = (): void => undefined;
  const engine = startEngine({
    machine: ({ measured, onInstall }) => simulatedActors({ machine, installSeconds: 1, failAt: undefined, measured, log, onInstall }),
    system: { ...simulatedSystem({ host: localHost, measurement: undefined, measureSeconds: 1 }), setKeyboard: ({ layout }) => { told.push(layout); return Promise.resolve(); } },
    catalogue: builtinCatalogue, lines: openLogLines(), log, simulation: { machine: 'uefi-virtio' },
  });
  t.after(() => engine.stop());
  let snapshot: Snapshot | undefined;
  const window = engine.connect({ local: true, receive: (message) => { if (message.type === 'snapshot') snapshot = message.snapshot; } });
  const welcome = snapshot?.answers.welcome as WelcomeAnswers;
  const answer = async (id: number, value: WelcomeAnswers): Promise<void> => { assert.equal((await window.ask({ id, type: 'answers.set', section: 'welcome', value })).ok, true); };
  await answer(1, { ...welcome, keyboard: { layout: 'ch' } });
  await answer(2, { ...welcome, keyboard: { layout: 'ch' }, timezone: 'Europe/Zurich' });
  assert.deepEqual(told, ['ch']);
});
