/** network.apply through an engine: what clients see of it while it runs, and of what came of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromPromise } from 'xstate';
import { startEngine } from '../../../../installer/engine/engine.ts';
import { openLogLines } from '../../../../installer/engine/log-lines.ts';
import { simulatedSystem } from '../../../../installer/engine/simulation/simulated-system.ts';
import type { LiveSystem } from '../../../../installer/engine/system/live-system.ts';
import { VerbError } from '../../../../installer/engine/verb-error.ts';
import { provideActors } from '../../../../installer/machine/install-actors.ts';
import { applyMessage } from '../../../../shared/protocol/apply-changes.ts';
import { builtinCatalogue } from '../../../../shared/models/builtin-catalogue.ts';
import type { Verb } from '../../../../shared/protocol/request.ts';
import { readMessage } from '../../../../shared/protocol/read-message.ts';
import type { Message, Snapshot } from '../../../../shared/protocol/snapshot.ts';
import { installingMachine } from '../../../fakes/installing-machine.ts';

const path = 'network.wifis.wlan0.access-points.Home.password';
const finding = { severity: 'error' as const, code: 'link-wrong-key', path, message: '"Home" does not take this password; type it once more', values: { value: 'Home' } };
const network = (password: string): Verb => ({ type: 'answers.set', section: 'network', value: { kind: 'configured', spec: { version: 2, wifis: { wlan0: { dhcp4: true, 'access-points': { Home: { password } } } } } } });

function live(applyNetwork: LiveSystem['applyNetwork']) {
  const fake = installingMachine();
  const { host } = fake;
  const engine = startEngine({
    machine: ({ measured, onInstall }) => provideActors({ host, reset: false, confirmed: true, measured, onInstall })
      .provide({ actors: { probe: fromPromise(() => Promise.resolve(fake.probed())) } }),
    system: { ...simulatedSystem({ host, measurement: undefined, measureSeconds: 0 }), applyNetwork }, catalogue: builtinCatalogue, lines: openLogLines(), log: () => undefined,
  });
  const messages: Message[] = [];
  const snapshots: Snapshot[] = [];
  const connection = engine.connect({ local: true, receive: (message) => {
    messages.push(message);
    const next = applyMessage(snapshots.at(-1), message);
    if (next) snapshots.push(next);
  } });
  let id = 0;
  return {
    engine, messages, snapshots,
    get network() { return snapshots.at(-1)?.network; },
    async ask(verb: Verb) {
      const reply = await connection.ask({ id: ++id, ...verb });
      return reply.ok ? 'done' : reply.error;
    },
    async asking() { while (snapshots.at(-1)?.state !== 'asking') await new Promise(setImmediate); },
  };
}

test('what came of it stands in the snapshot until an answer of the network changes', async () => {
  const given: unknown[] = [];
  const living = live((_machine, { spec }) => {
    given.push(spec);
    return Promise.reject(new VerbError(finding.code, `${finding.message}. What was set before is used again`, undefined, finding));
  });
  await living.asking();
  await living.ask(network('wrong horse'));
  assert.deepEqual(await living.ask({ type: 'network.apply' }), { code: 'link-wrong-key', message: '"Home" does not take this password; type it once more. What was set before is used again' });
  assert.deepEqual(living.network?.fault, { ...finding, section: 'network' });
  assert.match(JSON.stringify(given), /wrong horse/);
  assert.ok(living.snapshots.some(({ network: { checking } }) => checking), 'meanwhile it is being looked at');
  for (const message of living.messages) assert.ok(readMessage(JSON.stringify(message)), 'a client takes it');
  await living.ask(network('right horse'));
  assert.equal(living.network?.fault, undefined);
  await living.engine.stop();
});

test('one at a time, and what was answered meanwhile is not what failed', async () => {
  const done = Promise.withResolvers<undefined>();
  const living = live(() => done.promise);
  await living.asking();
  await living.ask(network('wrong horse'));
  const first = living.ask({ type: 'network.apply' });
  assert.deepEqual(await living.ask({ type: 'network.apply' }), { code: 'not-now', message: 'the network is being set already', action: 'Wait until that has ended.' });
  await living.ask(network('right horse'));
  done.reject(new VerbError(finding.code, finding.message, undefined, finding));
  assert.equal((await first as { code: string }).code, 'link-wrong-key');
  assert.equal(living.network?.fault, undefined);
  await living.engine.stop();
});
