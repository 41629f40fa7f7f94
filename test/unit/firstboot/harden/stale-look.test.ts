/** All controls are looked at before the first is applied; an action has to see what those before it changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hardenControls } from '../../../../firstboot/harden/harden-controls.ts';
import type { Action } from '../../../../shared/harden/action.ts';
import { openBackups } from '../../../../shared/harden/backups.ts';
import type { Control, Part } from '../../../../shared/harden/control.ts';
import { recordingHost } from '../../../fakes/recording-host.ts';
import { hardenFacts } from './facts.ts';

const control = (id: string, ...parts: Part[]): Control => ({ id, title: id, why: '', group: 'ssh', level: 'baseline', cis: [], stage: 'first-boot', parts: () => parts });

for (const [what, before, reloads] of [['changed', 'old', 1], ['right already', 'new', 0]] as const) {
  test(`a service is told of its file when the file was ${what}`, async () => {
    const host = recordingHost({ files: { '/etc/service': before }, unscripted: 'succeed' });
    let told = before as string;
    let count = 0;
    const reload: Action = {
      check: async () => (told === host.files.get('/etc/service')?.content ? undefined : 'not told'),
      apply: async () => { told = host.files.get('/etc/service')?.content ?? ''; count += 1; },
    };
    const results = await hardenControls([control('writes', { kind: 'file', path: '/etc/service', content: 'new' }), control('tells', { kind: 'action', name: 'reload' })], {
      backups: await openBackups(host), context: { host, facts: hardenFacts(), findAction: () => reload, warn: async () => undefined },
    });
    assert.equal(count, reloads);
    assert.equal(told, 'new');
    assert.deepEqual(results.map(({ id, state }) => [id, state]), reloads ? [['writes', 'applied'], ['tells', 'applied']] : [['writes', 'ok'], ['tells', 'ok']]);
  });
}
