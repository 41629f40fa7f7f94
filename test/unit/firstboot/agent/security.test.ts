/** How exposed systemd itself finds our units, and that they say what it can read. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder, readUnit, unitsFolder } from './unit-file.ts';

const most = 2.0;
/** Units that cannot be, and why. */
const exposed: Record<string, string> = {
  'cognos-firstboot.service': 'it installs packages, mounts, grows filesystems and writes everywhere under /etc, as root',
  'cognos-drivers.service': 'it is apt, dpkg and their maintainer scripts, DKMS and modprobe',
};
const analyze = '/usr/bin/systemd-analyze';
const skip = existsSync(analyze) ? false : 'no systemd-analyze';
const services = readdirSync(unitsFolder).filter((name) => name.endsWith('.service'));

test(`systemd finds no unit of ours exposed more than ${most}, but for those that have a reason`, { skip }, () => {
  const figures = services.map((name) => ({ name, figure: exposure(name) }));
  assert.deepEqual(figures.filter(({ name, figure }) => figure > most && !exposed[name]), []);
  assert.deepEqual(figures.filter(({ name, figure }) => figure <= most && exposed[name]), [], 'these need no reason any more');
});

function exposure(name: string): number {
  // A template is judged as an instance of itself.
  const output = execFileSync(analyze, ['security', '--offline=true', '--no-pager', join(unitsFolder, name)], { encoding: 'utf8' });
  const figure = /Overall exposure level for .*: ([\d.]+)/.exec(output)?.[1];
  assert.ok(figure, output.slice(-300));
  return Number(figure);
}

test('both units of an agent have one sandbox', () => {
  const [main, further] = ['cognos-agent.service', 'cognos-agent@.service'].map(readUnit);
  const own = ['Description', 'ConditionPathExists', 'Wants', 'Environment', 'EnvironmentFile', 'CPUWeight', 'IOWeight'];
  for (const key of new Set([...main?.keys() ?? [], ...further?.keys() ?? []])) {
    if (!own.includes(key)) assert.deepEqual(further?.get(key), main?.get(key), key);
  }
});

const parser = '/sbin/apparmor_parser';
test('AppArmor understands the profile, and it lets nothing be executed', { skip: existsSync(parser) ? false : 'no apparmor_parser' }, () => {
  const profile = join(packageFolder, 'etc/apparmor.d/cognos.agent');
  const { status, stderr } = spawnSync(parser, ['--skip-kernel-load', '--skip-cache', profile], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const text = execFileSync(parser, ['--preprocess', profile], { encoding: 'utf8' });
  assert.deepEqual(text.split('\n').filter((line) => /^\s*(owner\s+)?[/@"][^#]*\s[rwmkl]*[iPpCcUu]?x\s*,/.test(line)), []);
});
