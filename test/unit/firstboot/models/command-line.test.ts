import assert from 'node:assert/strict';
import test from 'node:test';
import { help, parseCommandLine } from '../../../../firstboot/models/command-line.ts';

test('what can be meant', () => {
  assert.deepEqual(parseCommandLine(['add', 'a', 'b', 'a', '--accept-licence', 'x']), { command: 'add', ids: ['a', 'b'], json: false, licences: ['x'], allowUnverified: false });
  assert.deepEqual(parseCommandLine(['list', '--json']), { command: 'list', ids: [], json: true, licences: [], allowUnverified: false });
  for (const words of [[], ['--help'], ['help'], ['use', '-h']]) assert.equal(parseCommandLine(words), 'help');
});

const refused: [string[], string][] = [
  [['fetch'], '"fetch" is not a command; see cognos-model --help'],
  [['use'], 'use takes the id of one model; `cognos-model list` shows them'],
  [['use', 'a', 'b'], 'use takes the id of one model; `cognos-model list` shows them'],
  [['rollback', 'a'], 'rollback takes no model; `cognos-model list` shows them'],
  [['add'], 'add takes ids of models; `cognos-model list` shows them'],
  [['remove', 'a', '--json'], '--json means nothing to remove; see cognos-model --help'],
  [['list', '--colour'], "Unknown option '--colour'; see cognos-model --help"],
];
for (const [words, message] of refused) test(`refused: ${words.join(' ')}`, () => { assert.throws(() => parseCommandLine(words), { name: 'UsageError', message }); });

test('the help fits a console of 80 columns', () => {
  assert.ok(help.split('\n').every((line) => line.length <= 80));
});
