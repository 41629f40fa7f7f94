import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, median, seconds } from '../../bench/figure.ts';
import { readResults, stepSeconds } from '../../bench/guest-results.ts';
import { installReport } from '../../bench/install-report.ts';
import { figureTable } from '../../bench/table.ts';

const floor1 = ['sfdisk', 'mkfs', 'mount', 'unsquashfs', 'grub-install', 'update-initramfs', 'umount', 'sync'];
const said = [
  '[    1.0] a kernel message', 'bench: memoryKiB 981388', 'bench: image.bytes 531369984', 'bench: root.squashfs.bytes 403283968',
  'bench: floor2.before 12.000', 'bench: floor2.after 10.000',
  'bench: ours.btrfs 40.500', 'bench: ours.btrfs.peakKiB 91648', 'bench: ours.ext4 110.250', 'bench: ours.ext4.peakKiB 195313',
  'bench: journal.btrfs {"at":"2026-01-01T00:00:00.000Z","event":"done","id":"write-system","seconds":14}',
  'bench: journal.btrfs {"at":"2026-01-01T00:00:01.000Z","event":"finished","hash":"","seconds":39}',
  ...floor1.map((step) => `bench: floor1.${step} 1.000`), 'bench: floor1 100.000',
  'bench: end',
];

test('the guest console becomes ratios, and a missed limit is said', () => {
  const report = installReport(readResults(said), { where: 'two cores', others: [['root.squashfs.bytes', 0.5], ['ours.btrfs', 0.125]] });
  assert.match(report, /other work took meanwhile: ours\.btrfs 13 %\./);
  assert.match(report, /\| btrfs-root install \| 40\.5 s \| 100\.0 s \(floor 1: by hand, ext4\) \| 0\.41 × \| 0\.35 × \| MISSED \|/);
  assert.match(report, /\| ext4-root install \| 110\.3 s \| [^|]+ \| 1\.10 × \| 1\.10 × \| MISSED \|/);
  assert.match(report, /\| writing the root \| 14\.0 s \| 10\.0 s \(floor 2: [^|]*the faster of 12\.0 s and 10\.0 s\) \| 1\.40 × \|/);
  assert.match(report, /btrfs install \(958 MiB usable in the guest\) \| 94 MB \|  \|  \| 150 MB \| met \|/);
  assert.match(report, /ext4 install [^|]+\| 200 MB \|  \|  \| 150 MB \| MISSED \|/);
});

test('a guest that did not measure something is no zero', () => {
  assert.throws(() => installReport(readResults(said.filter((line) => !line.startsWith('bench: floor1 '))), { where: '', others: [] }), /nothing of floor1/);
});

test('steps come from the journal, one layout at a time', () => {
  assert.deepEqual(stepSeconds(readResults(said), 'btrfs'), [['write-system', 14]]);
  assert.deepEqual(stepSeconds(readResults(said), 'ext4'), []);
});

test('a comparison without a limit judges nothing', () => {
  assert.deepEqual(compare({ what: 'a', measured: 3, floor: 2, against: 'b', format: seconds }), { what: 'a', measured: '3.0 s', floor: '2.0 s (b)', ratio: 1.5 });
});

test('a bar in a cell does not end the cell', () => {
  assert.match(figureTable([{ what: 'a|b', measured: '1' }]), /\| a\\\|b \| 1 \|/);
});

test('the median of an even number lies between the middle two', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([3, 1, 2]), 2);
});
