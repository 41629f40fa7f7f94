import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMenu, mediumMenu } from '../../../installer/medium/medium-menu.ts';

const lines = mediumMenu('0123456789abcdef').split('\n').map((line) => line.trim());

test('six entries, the attended one first', () => {
  assert.deepEqual(lines.filter((line) => line.startsWith('menuentry')).map((line) => line.split("'")[1]),
    ['Install CognOS', 'Install CognOS (text)', 'Install CognOS from another machine (browser)', 'Install CognOS unattended', 'Check this medium', 'Boot from the first disk']);
  assert.ok(lines.includes('set default=0'));
  assert.ok(lines.includes('set timeout=5'));
});

test('every kernel line names this medium; only one entry wipes without asking', () => {
  const kernels = lines.filter((line) => line.startsWith('linux '));
  const words = 'linux /cognos/vmlinuz boot=cognos cognos.id=0123456789abcdef console=tty0 console=ttyS0,115200 loglevel=3';
  assert.deepEqual(kernels, [words, `${words} cognos.text`, `${words} cognos.remote`, `${words} cognos.unattended`, `${words} cognos.check`]);
});

test('GRUB finds the medium by its own id file', () => {
  assert.match(findMenu('0123456789abcdef'), /^search --no-floppy --file --set=root \/cognos\/id-0123456789abcdef\n/);
});
