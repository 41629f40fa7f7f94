import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { syncDiskMarks } from '../../../../netboot/boot/disk-marks.ts';

test('a file for each machine that starts from its disk, none for the others, and no names that are no MAC', async () => {
  const tftp = mkdtempSync(join(tmpdir(), 'tftp-'));
  const names = (): string[] => readdirSync(join(tftp, 'grub/disk')).sort();
  try {
    await syncDiskMarks(tftp, ['52:54:00:00:00:01', '52:54:00:00:00:0A', '../../etc/passwd', '']);
    assert.deepEqual(names(), ['52:54:00:00:00:01', '52:54:00:00:00:0a']);
    assert.equal(readFileSync(join(tftp, 'grub/disk', names()[0] ?? ''), 'utf8'), 'set from_disk=1\n', 'what the menu asks for once it has read it');
    await syncDiskMarks(tftp, ['52:54:00:00:00:02']);
    assert.deepEqual(names(), ['52:54:00:00:00:02']);
  } finally {
    rmSync(tftp, { recursive: true });
  }
});
