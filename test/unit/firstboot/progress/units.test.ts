import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { localHost } from '../../../../shared/system/local-host.ts';

const units = join(import.meta.dirname, '../../../../firstboot/units');
const skip = existsSync('/usr/bin/systemd-analyze') ? false : 'no systemd-analyze';

for (const unit of ['cognos-status.service', 'cognos-report.service']) {
  test(`${unit} is exposed by 2.0 at most`, { skip }, async () => {
    // The threshold is in tenths; above it the exit status is 1.
    await localHost.run('systemd-analyze', ['security', '--offline=true', '--no-pager', '--threshold=20', join(units, unit)]);
  });
}

test('a threshold that is passed is seen', { skip }, async () => {
  await assert.rejects(localHost.run('systemd-analyze', ['security', '--offline=true', '--no-pager', '--threshold=1', join(units, 'cognos-report.service')]));
});
