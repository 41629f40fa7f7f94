/** `models` and `bench` as they are shipped, from the outside, with what can be wrong in what they are given. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { bundledProgram, type Ended } from './bundled-program.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const machine = join(fixtures, 'machines/build-vm.json');
const measurement = join(fixtures, 'measurements/two-core-vm.json');

const program = await bundledProgram();
after(() => { program.remove(); });

/** Nothing of one's own is read or written: whoever runs the tests may have measured. */
const alone = { env: { HOME: program.folder, XDG_CACHE_HOME: join(program.folder, 'cache') } };

function assertRefused({ stdout, stderr, exitCode }: Ended, expected: string | RegExp, code: number): void {
  if (typeof expected === 'string') assert.equal(stderr, expected);
  else assert.match(stderr, expected);
  assert.equal(stdout, '');
  assert.equal(exitCode, code);
  assert.doesNotMatch(stderr, /^\s+at |node:internal|Error:|\.mjs:/m, 'no stack trace');
}

test('models of a recorded machine, as a table and whole as JSON', async () => {
  const table = await program.run(['models', '--machine', machine, '--measurement', measurement], alone);
  assert.equal(table.exitCode, 0);
  assert.match(table.stdout, /^\* Mistral 7B Instruct v0\.3 Q4_K_M /m);
  assert.doesNotMatch(table.stdout, /\u001b/);
  const { exitCode, stdout } = await program.run(['models', '--machine', machine, '--measurement', measurement, '--json'], alone);
  assert.equal(exitCode, 0);
  const report = JSON.parse(stdout) as { candidates: { need: { total: number }; reason: string; prediction?: object }[]; choice: { model: { id: string } } };
  assert.equal(report.choice.model.id, 'mistral-7b-instruct-v0.3-q4_k_m');
  for (const { need, reason } of report.candidates) assert.ok(need.total > 0 && reason !== '');
});

test('a measurement that is absent, no JSON, or of another kind', async () => {
  program.write('m.json', '{"version": 1');
  assertRefused(await program.run(['models', '--machine', machine, '--measurement', 'm.json'], alone), 'm.json: is not JSON; a measurement is what "cognos-install bench --json" prints\n', 2);
  assertRefused(await program.run(['models', '--machine', machine, '--measurement', machine], alone), /^(\S+: .*build-vm\.json: (is missing|is not known here)\n){5}$/, 2);
  assertRefused(await program.run(['models', '--machine', machine, '--measurement', 'absent.json'], alone), 'absent.json: there is no such file\n', 1);
});

test('a catalogue of your own that nobody signed', async () => {
  program.write('c.json', '{}');
  assertRefused(await program.run(['models', '--machine', machine, '--catalog', 'c.json', '--catalog-key', 'x'], alone), /^[^\n]*key[^\n]*\n$/, 2);
  assertRefused(await program.run(['models', '--machine', machine, '--catalog', 'c.json'], alone), 'cognos-install: --catalog needs the --catalog-key that signed it; see cognos-install models --help\n', 2);
});

test('bench of a model that nobody knows names the nearest', async () => {
  assertRefused(await program.run(['bench', '--model', 'mistral-7b'], alone), /^--model: "mistral-7b" is no model of the catalogue; the nearest are mistral-7b-instruct-v0\.3-q4_k_m, mistral-7b-instruct-v0\.3-q5_k_m, \S+\n$/, 2);
});

const runtime = join(dirname(program.folder), 'build/llama/usr/lib/cognos-llama/llama-bench');

/** A llama-bench of our own where a checkout has its own; the medium's would be found first. */
function installRuntime(script: string): void {
  mkdirSync(dirname(runtime), { recursive: true });
  writeFileSync(runtime, `#!/bin/sh\n${script}\n`);
  chmodSync(runtime, 0o755);
}

test('bench without llama.cpp: one sentence and what to do', async () => {
  assertRefused(await program.run(['bench'], alone), 'Nothing can be measured: llama-bench is not in /usr/lib/cognos-llama.\nInstall the package cognos-llama, or in a checkout build it with "npm run llama".\n', 3);
});

test('a llama.cpp that crashes is a finding; nothing is kept', async () => {
  installRuntime('case "$*" in *--list-devices*) echo "Available devices:"; exit 0;; esac\necho "GGML_ASSERT(n > 0) failed" >&2\nkill -ABRT $$');
  const ended = await program.run(['bench'], alone);
  const said = ended.stderr.split('\n').filter((line) => !/^(Measuring|Making) /.test(line)).join('\n');
  assertRefused({ ...ended, stderr: said }, /^Nothing could be measured\. .*crashed \(SIGABRT\): GGML_ASSERT\(n > 0\) failed\..*\nModels are chosen by what fits in memory until "cognos-install bench" succeeds\.\n$/, 3);
});

test('Ctrl-C: the children stop, nothing is kept, and the shell is told', async () => {
  installRuntime('exec sleep 60');
  const { stdout } = await program.shell('cognos-install bench 2>err & sleep 5; kill -INT $!; wait $!; echo "status $?"; grep -c "nothing was kept" err; ls /tmp /dev/shm /var/tmp | grep -c "cognos-slices-$!-" || true');
  assert.equal(stdout, 'status 130\n1\n0\n');
});
