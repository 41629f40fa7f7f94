import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMenu, mediumMenu } from '../../../installer/medium/medium-menu.ts';

const linesOf = (speaks: boolean): string[] => mediumMenu('0123456789abcdef', { speaks }).split('\n').map((line) => line.trim());
const lines = linesOf(true);

test('eight entries, the attended one first', () => {
  assert.deepEqual(lines.filter((line) => line.startsWith('menuentry')).map((line) => line.split("'")[1]),
    ['Install CognOS', 'Install CognOS (text)', 'Install CognOS from another machine (browser)', 'Install CognOS unattended', 'Check this medium',
      'Install CognOS, read aloud (text, key s)', 'Install CognOS, read aloud (graphical, key g)', 'Boot from the first disk']);
  assert.ok(lines.includes('set default=0'));
  assert.ok(lines.includes('set timeout=5'));
});

test('every kernel line names this medium; only one entry wipes without asking', () => {
  const kernels = lines.filter((line) => line.startsWith('linux '));
  const words = 'linux /cognos/vmlinuz boot=cognos cognos.id=0123456789abcdef console=tty0 console=ttyS0,115200 loglevel=3';
  assert.deepEqual(kernels, [words, `${words} cognos.text`, `${words} cognos.remote`, `${words} cognos.unattended`, `${words} cognos.check`, `${words} cognos.text cognos.speech`, `${words} cognos.speech`]);
});

test('who does not see the menu hears it, and has a key for each way that speaks', () => {
  assert.ok(lines.some((line) => /^if insmod play; then play \d+( \d+ \d+)+; fi$/.test(line)));
  assert.deepEqual(lines.flatMap((line) => /^menuentry '.*key (\w)\)' --hotkey=(\w) \{$/.exec(line)?.slice(1) ?? []), ['s', 's', 'g', 'g']);
});

test('GRUB finds the medium by its own id file', () => {
  assert.match(findMenu('0123456789abcdef'), /^search --no-floppy --file --set=root \/cognos\/id-0123456789abcdef\n/);
});

test('a medium without a reader promises none', () => {
  assert.doesNotMatch(linesOf(false).join('\n'), /aloud|speech|hotkey|play/);
});
