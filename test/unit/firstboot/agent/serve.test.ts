/** The service's own command line, carried out. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { urlOf } from '../../../../firstboot/agent/agent.ts';
import { askAgent, statusWithoutKey } from '../../../../firstboot/agent/ask-agent.ts';
import { awaitHealth } from '../../../../firstboot/agent/await-health.ts';
import { request } from '../../../../firstboot/agent/curl-config.ts';
import { key, serve, skip } from './served-agent.ts';
import { readUnit } from './unit-file.ts';

const signal = AbortSignal.timeout(60_000);

test('the agent answers a chat with the key, 401 without and with another, and tells its figures', { skip }, async () => {
  await serve({}, async ({ agent, host, keyPath, child, ended, said }) => {
    const url = urlOf(agent.address);
    await awaitHealth(host, agent, new Date(), signal);
    const answer = await askAgent(host, { url, keyPath, prompt: 'Good day. "Quoted"\n\tand \\ broken', tokens: 8, signal });
    assert.deepEqual([answer.generation.tokens, answer.model], [8, 'small-q8_0']);
    assert.ok(answer.generation.perSecond > 0 && answer.prompt.perSecond > 0 && answer.prompt.tokens > 20 && answer.firstToken > 0, JSON.stringify(answer));
    assert.equal(await statusWithoutKey(host, url, signal), 401);
    assert.equal((await request(host, { url: `${url}/v1/chat/completions`, key: 'another', body: {}, seconds: 10 })).status, 401);

    assert.equal((await request(host, { url: `${url}/metrics`, seconds: 10 })).status, 401);
    const metrics = await request(host, { url: `${url}/metrics`, key, seconds: 10 });
    assert.match(metrics.text, /^llamacpp:tokens_predicted_total 8$/m);
    for (const path of ['/slots', '/props', '/']) assert.notEqual((await request(host, { url: `${url}${path}`, seconds: 10 })).status, 200, path);

    assert.ok(!(await readFile(`/proc/${child.pid}/cmdline`, 'utf8')).includes(key));
    assert.ok(!(await readFile(`/proc/${child.pid}/environ`, 'utf8')).includes(key));
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, signal: null }, said());
    assert.ok(!said().includes(key) && !said().includes('Good day'));
  });
});

test('waiting for a model file of garbage ends with the words of llama-server', { skip }, async () => {
  await serve({ model: Buffer.alloc(4096, 'x') }, async ({ agent, host }) => {
    await assert.rejects(awaitHealth(host, agent, new Date(), signal), { code: 'agent-did-not-start', message: /Small Q8_0 did not start: gguf_init_from_reader: invalid magic characters: 'xxxx', expected 'GGUF'/ });
  });
});

test('a file of keys that is not there ends it; an empty one would open it to everyone, so the unit wants one that is not', { skip }, async () => {
  await serve({ keys: undefined }, async ({ agent, host, ended }) => {
    await assert.rejects(awaitHealth(host, agent, new Date(), signal), { code: 'agent-did-not-start' });
    assert.notEqual((await ended).code, 0);
  });
  await serve({ keys: '' }, async ({ agent, host }) => {
    await awaitHealth(host, agent, new Date(), signal);
    assert.equal(await statusWithoutKey(host, urlOf(agent.address), signal), 200);
    for (const name of ['cognos-agent.service', 'cognos-agent@.service']) assert.deepEqual(readUnit(name).get('ConditionFileNotEmpty'), ['/etc/cognos/api-key']);
  });
});
