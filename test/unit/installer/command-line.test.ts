import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandHelp, help, parseCommandLine, UsageError } from '../../../installer/headless/command-line.ts';

const defaults = { json: false, help: false, yes: false, reset: false };
const refuses = (words: string[], message: string): void => {
  assert.throws(() => parseCommandLine(words), (error: unknown) => error instanceof UsageError && error.message === message);
};

test('options stand before or after the file', () => {
  const expected = { ...defaults, command: 'plan', files: ['a.yaml'], json: true, machine: 'm.json' };
  assert.deepEqual(parseCommandLine(['plan', '--json', '--machine', 'm.json', 'a.yaml']), expected);
  assert.deepEqual(parseCommandLine(['plan', 'a.yaml', '--machine=m.json', '--json']), expected);
});

test('a file whose name starts with a hyphen follows --', () => {
  assert.deepEqual(parseCommandLine(['validate', '--', '-rf', '--json']), { ...defaults, command: 'validate', files: ['-rf', '--json'] });
});

test('nothing, help, -h and --help ask for the same', () => {
  for (const words of [[], ['help'], ['-h'], ['--help']]) assert.equal(parseCommandLine(words), 'help');
});

test('help for a command needs no file', () => {
  const line = parseCommandLine(['run', '-h']);
  assert.ok(line !== 'help' && line.help);
});

test('what is not understood is said with where to look', () => {
  refuses(['plan'], 'plan takes one FILE, 0 given; see cognos-install plan --help');
  refuses(['run', 'a', 'b'], 'run takes one FILE, 2 given; see cognos-install run --help');
  refuses(['validate', '--yes', 'a'], '--yes means nothing to validate; see cognos-install validate --help');
  refuses(['plan', 'a', '--machine'], "plan: Option '--machine <value>' argument missing; see cognos-install plan --help");
  refuses(['run', 'a', '--yes=no'], "run: Option '--yes' does not take an argument; see cognos-install run --help");
  refuses(['convert'], 'convert takes one FILE, 0 given; see cognos-install convert --help');
  refuses(['convert', '--from', 'calamares', 'a'], 'convert knows no dialect calamares; it reads preseed, autoinstall, kickstart, agama and proxmox');
});

test('names that every object has are no commands', () => {
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) refuses([name], `${name} is not a command; see cognos-install --help`);
});

test('help names what can be done, and each option where it means something', () => {
  assert.match(help(), /^ {2}run FILE {10}install \(needs root and the CognOS medium\)$/m);
  assert.doesNotMatch(help(), /\blive\b/);
  assert.match(commandHelp('run'), /--yes .*\n.*--reset /);
  assert.doesNotMatch(commandHelp('validate'), /--yes|--reset/);
});

test('models and bench take the words of a spec, each where it means something', () => {
  const line = parseCommandLine(['models', '--purpose', 'code', '--context=4096', '--min-tokens-per-second', '2.5', '--accept-licence', 'a', '--accept-licence', 'b', '--measurement', 'm.json']);
  assert.ok(line !== 'help');
  assert.equal(line.measurement, 'm.json');
  assert.deepEqual(line.models, { purposeGiven: true, request: { model: 'auto', purpose: 'code', context: 4096, minTokensPerSecond: 2.5, acceptedLicences: ['a', 'b'], allowUnverified: false } });
  const bench = parseCommandLine(['bench', '--model', 'x', '--catalog', 'c.json', '--catalog-key', 'k']);
  assert.ok(bench !== 'help');
  assert.deepEqual(bench.models?.catalog, { from: 'c.json', keys: ['k'] });
  assert.equal(bench.models?.request.model, 'x');
});

test('options of models that cannot be meant', () => {
  const see = '; see cognos-install models --help';
  refuses(['models', '--purpose', 'poetry'], `--purpose poetry is none of general, code, multilingual, medical, legal${see}`);
  refuses(['models', '--language', 'German'], `--language German is no language code such as de or pt-BR${see}`);
  for (const words of ['8k', '12', '1e4', '-1', '4096.5', '99999999']) refuses(['models', `--context=${words}`], `--context ${words} is not a number of tokens from 256 to 10,000,000${see}`);
  refuses(['models', '--min-tokens-per-second', '0'], `--min-tokens-per-second 0 is not a number above 0${see}`);
  refuses(['models', '--catalog-key', 'k'], `--catalog-key says who signed a catalogue of your own; give that with --catalog${see}`);
  refuses(['models', '--catalog', 'c.json'], `--catalog needs the --catalog-key that signed it${see}`);
  refuses(['models', '--model', 'x'], `--model means nothing to models${see}`);
  refuses(['bench', '--machine', 'x'], '--machine means nothing to bench; see cognos-install bench --help');
  refuses(['models', 'file'], `models takes no file, 1 given${see}`);
});

test('help keeps to 80 columns and lines up', () => {
  for (const command of ['models', 'bench', 'plan', 'run'] as const) {
    for (const line of commandHelp(command).split('\n')) assert.ok(line.length <= 80, line);
  }
});
