import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveAgentWith } from '../../../../firstboot/agent/prove-agent.ts';
import type { Proof } from '../../../../firstboot/agent/proof.ts';
import { startAgent } from '../../../../firstboot/agent/start-agent.ts';
import { WaitingError } from '../../../../firstboot/waiting.ts';
import type { StepContext } from '../../../../shared/plan/step.ts';
import { auto, q4, q5, tiny } from '../../choice/fixtures.ts';
import { agentMachine, choiceOf, cpuOnly, here, models, modelsFolder, small, type AgentMachine, type Behaviour } from './agent-machine.ts';

const step = { kind: 'prove-agent', id: 'proof', label: 'Asking the agent', weight: 1 } as const;

interface Proving extends AgentMachine { prove: () => Promise<void>; proof: () => Proof; fetched: string[]; model: () => string }

/** @param absent files that cannot be fetched now */
function proving(behaviour: Behaviour, absent: readonly string[] = []): Proving {
  const on = agentMachine(behaviour);
  const fetched: string[] = [];
  const chosen = (): string => (JSON.parse(on.host.files.get('/etc/cognos/ai.json')?.content ?? '') as { choice: { model: { file: { name: string } } } }).choice.model.file.name;
  const fetch = async ({ host }: StepContext): Promise<void> => {
    const name = chosen();
    if (await host.exists(`${modelsFolder}/${name}`)) return;
    if (absent.includes(name)) throw new WaitingError(`${name} cannot be fetched`, 'a network');
    fetched.push(name);
    await host.writeFile(`${modelsFolder}/${name}`, 'weights');
  };
  const handler = proveAgentWith({
    fetch, start: (context) => startAgent({ kind: 'start-agent', id: 'agent', label: '', weight: 1 }, context),
    situation: async () => ({ machine: here, catalogue: models, request: auto, drivers: cpuOnly }),
  });
  return { ...on, fetched, model: chosen, prove: () => handler(step, on.context), proof: () => JSON.parse(on.host.files.get('/var/lib/cognos/proof.json')?.content ?? '') as Proof };
}

const promise = (id: string, promised: number): object => ({ choice: choiceOf(id, promised), drivers: cpuOnly });
const speeds = (table: Record<string, number | undefined>) => (file: string): number | undefined => table[file];

test('a real prompt with the key, refused without, fast enough: figures and a statement; a second time nothing is asked', async () => {
  const on = proving({ speed: () => 6, ai: promise(q5.id, 10) });
  await on.prove();
  const { at, ...proof } = on.proof();
  assert.ok(Date.parse(at) > 0);
  assert.deepEqual(proof, {
    model: q5.id, gpuLayers: 0, tokensPerSecond: 6, promptTokensPerSecond: 100, promptTokens: 60, tokens: 32, firstToken: 0.767, promised: 10, fallbacks: [],
    statement: 'Mistral 7B Q5_K_M on the CPU answers with 6.0 tokens/s where 10 were promised', finished: true,
  });
  assert.deepEqual(on.asked.filter(({ path }) => path === '/v1/chat/completions').map(({ key }) => key), [false, true]);
  assert.deepEqual([on.warnings, on.fetched], [[], []]);
  const calls = on.host.calls.length;
  await on.prove();
  assert.equal(on.host.calls.length, calls);
});

test('no key in any argument list, journal line or file but its own', async () => {
  const on = proving({});
  await on.prove();
  const key = on.host.files.get('/etc/cognos/api-key')?.content.trim() ?? '';
  assert.ok(key.length > 40 && !on.host.lines.join('\n').includes(key) && !on.warnings.join().includes(key));
  assert.deepEqual([...on.host.files].filter(([, { content }]) => content.includes(key)).map(([path]) => path), ['/etc/cognos/api-key']);
});

test('an agent that answers without the key is stopped, and another model would not help', async () => {
  const on = proving({ withoutKey: 200 });
  await assert.rejects(on.prove(), { code: 'agent-unguarded', message: /without its key with status 200 instead of 401 and was stopped/ });
  assert.equal(on.host.lines.at(-1), 'systemctl stop cognos-agent.service');
  assert.deepEqual(on.fetched, []);
});

test('slower than half of what was promised: asked again, then a smaller model, fetched and said', async () => {
  const on = proving({ speed: speeds({ [q5.file.name]: 3, [small.file.name]: 7 }), ai: promise(q5.id, 10) });
  await on.prove();
  assert.equal(on.model(), small.file.name);
  assert.deepEqual(on.fetched, [small.file.name]);
  assert.equal(on.running(), small.file.name);
  assert.deepEqual(on.warnings, ['Mistral 7B Q5_K_M on the CPU answers with 3.0 tokens/s where 10 were promised: Small 3B Q4_K_M on the CPU takes its place']);
  assert.deepEqual(on.proof().fallbacks, [{ from: 'Mistral 7B Q5_K_M on the CPU', to: 'Small 3B Q4_K_M on the CPU', why: 'answers with 3.0 tokens/s where 10 were promised' }]);
  assert.equal(on.asked.filter(({ path, key }) => key && path === '/v1/chat/completions').length, 3 + 1);
});

test('a moment of slowness is not what it is judged by', async () => {
  let asked = 0;
  const on = proving({ speed: () => 10, ai: promise(q5.id, 10) });
  const run = on.host.run.bind(on.host);
  on.host.run = async (file, args, options) => {
    const output = await run(file, args, options);
    return output.includes('"timings"') && (asked += 1) === 1 ? output.replace('"predicted_per_second":10', '"predicted_per_second":2') : output;
  };
  await on.prove();
  assert.deepEqual([on.proof().tokensPerSecond, on.fetched], [10, []]);
});

test('slow, and the last resort: ready with the fastest, and it is said', async () => {
  const on = proving({ speed: speeds({ [q5.file.name]: 2, [tiny.file.name]: 1 }), ai: promise(q5.id, 100) });
  await on.prove();
  assert.equal(on.model(), q5.file.name);
  assert.equal(on.running(), q5.file.name);
  assert.match(on.warnings.at(-1) ?? '', /^Mistral 7B Q5_K_M on the CPU answers with 2\.0 tokens\/s where 100 were promised: less than half, and nothing else that can run here is faster$/);
  assert.equal(on.proof().finished, true);
  assert.equal(on.proof().fallbacks.length, 2);
});

test('one that cannot be fetched now is passed over; a slow one that answers is better than waiting', async () => {
  const on = proving({ speed: speeds({ [q5.file.name]: 3, [tiny.file.name]: 9 }), ai: promise(q5.id, 10) }, [small.file.name]);
  await on.prove();
  assert.equal(on.model(), tiny.file.name);
  const alone = proving({ speed: speeds({ [q5.file.name]: 3 }), ai: promise(q5.id, 10) }, [small, tiny, q4].map(({ file }) => file.name));
  await alone.prove();
  assert.equal(alone.model(), q5.file.name);
  assert.equal(alone.proof().tokensPerSecond, 3);
});

test('no answer from any: what was tried, the next action, and the first choice again', async () => {
  const on = proving({ speed: () => undefined });
  await assert.rejects(on.prove(), (error: Error & { code: string; action: string }) => {
    assert.equal(error.code, 'no-answer');
    for (const name of ['Mistral 7B Q5_K_M', 'Mistral 7B Q4_K_M', 'Small 3B Q4_K_M', 'Tiny 1B Q4_K_M']) assert.ok(error.message.includes(`${name} on the CPU did not answer (`), error.message);
    assert.match(error.action, /journalctl --unit=cognos-agent.*cognos-firstboot run/);
    return true;
  });
  assert.equal(on.model(), q5.file.name);
  assert.ok(!on.host.files.has('/var/lib/cognos/proof.json'));
});

test('no answer, and no other to be had: it waits for what is missing', async () => {
  const on = proving({ speed: () => undefined }, [small, tiny, q4].map(({ file }) => file.name));
  await assert.rejects(on.prove(), { name: 'WaitingError', missing: 'a network' });
});

test('a power cut after a fall-back was written: the rest goes on with it, and what was promised still is', async () => {
  const speed = speeds({ [q5.file.name]: 3, [small.file.name]: 4, [tiny.file.name]: 9 });
  const on = proving({ speed, ai: promise(q5.id, 10) });
  const write = on.host.writeFile.bind(on.host);
  on.host.writeFile = async (path, content, options) => {
    await write(path, content, options);
    if (path.endsWith('small-3b-q4.gguf')) throw new Error('power cut');
  };
  await assert.rejects(on.prove(), /power cut/);
  on.host.writeFile = write;
  await on.prove();
  assert.equal(on.model(), tiny.file.name);
  assert.equal(on.proof().promised, 10);
  assert.deepEqual(on.proof().fallbacks.map(({ to }) => to), ['Small 3B Q4_K_M on the CPU', 'Tiny 1B Q4_K_M on the CPU']);
});

test('without a model there is nothing to prove', async () => {
  const on = proving({ ai: { choice: { reason: 'nothing fits' }, drivers: cpuOnly } });
  await on.prove();
  assert.deepEqual([on.host.calls, on.warnings], [[], []]);
});
