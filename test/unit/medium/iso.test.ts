import assert from 'node:assert/strict';
import { test } from 'node:test';
import { volumeDate } from '../../../installer/medium/iso.ts';
import { sizeReport } from '../../../installer/medium/size-report.ts';

test('volume dates are sixteen digits of UTC', () => {
  assert.equal(volumeDate(1763800000), '2025112208264000');
});

test('the size report names the ten largest packages, largest first', () => {
  const packages = Array.from({ length: 12 }, (_, index) => ({ name: `p${index}`, version: '1', architecture: 'all', installedKib: (index + 1) * 1024 }));
  const lines = sizeReport(638_142_464, 531_230_720, packages).split('\n');
  assert.equal(lines[0], 'ISO: 638 MB; written to disk by an install: 531 MB; 12 packages, the largest (installed size):');
  assert.equal(lines.length, 11);
  assert.equal(lines[1], '    12 MiB  p11 1');
  assert.equal(lines[10], '     3 MiB  p2 1');
});
