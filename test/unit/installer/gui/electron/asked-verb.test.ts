import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedVerb } from '../../../../../installer/gui/electron/asked-verb.ts';

test('a verb of the protocol is passed on as it is', () => {
  assert.deepEqual(askedVerb({ type: 'install.confirm', planHash: 'a'.repeat(64), disk: 'S6Z1' }), { ok: true, verb: { type: 'install.confirm', planHash: 'a'.repeat(64), disk: 'S6Z1' } });
  assert.deepEqual(askedVerb({ type: 'secret.set', name: 'password', value: null }), { ok: true, verb: { type: 'secret.set', name: 'password', value: null } });
});

test('the number of a message is ours to give', () => {
  assert.deepEqual(askedVerb({ type: 'plan.make', id: 77 }), { ok: true, verb: { type: 'plan.make' } });
});

test('everything else is refused, whatever its shape', () => {
  const cycle: Record<string, unknown> = { type: 'plan.make' };
  cycle['self'] = cycle;
  for (const value of [undefined, null, 1, 'plan.make', [], {}, { type: 'run' }, { type: 'plan.make', shell: 'id' }, { type: 'install.confirm' }, { type: 'snapshot', snapshot: {} },
    { type: 'answers.set', section: 'storage', value: { disk: 1 } }, { type: 'plan.make', big: 1n }, cycle]) {
    assert.equal(askedVerb(value).ok, false, String(value));
  }
});

test('hello is not for the window to say: it would be another client', () => {
  const asked = askedVerb({ type: 'hello', protocol: 1, token: 'x' });
  assert.deepEqual(asked, { ok: false, error: { code: 'bad-message', message: 'hello is not for the window to say' } });
});
