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
  refuses(['bench'], 'bench: measuring this machine is not in this release yet');
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
