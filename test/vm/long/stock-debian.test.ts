/**
 * A plain Debian 12 becomes a CognOS by what the exported preseed has debian-installer run at its end: our signed repository
 * and first boot. The installer itself is not run: the mirror has few of its parts. The rest is as there: the very
 * late_command, as one argument of sh, from outside of the new system, and then its first start.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { makePreseed } from '../../../preseed/make-preseed.ts';
import { readPreseed } from '../../../preseed/read-preseed.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import { validateSpec } from '../../../shared/spec/validate-spec.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { startAptProxy } from '../apt-proxy.ts';
import { askGuest } from '../ask-guest.ts';
import { checkFirstboot } from '../check-firstboot.ts';
import { formatChecks } from '../check-table.ts';
import { buildMedium } from '../medium.ts';
import { vmFolder } from '../prepare.ts';
import { makeKey } from '../seed-key.ts';
import { makeStockDebian, serveRepository } from '../stock-debian.ts';
import { startVm } from '../vm.ts';

test('the medium builds', { timeout: 1_800_000 }, async (context) => {
  context.diagnostic(await buildMedium());
});

test('by the late_command of the exported preseed and its first start a plain Debian is a ready CognOS', { timeout: 5_400_000 }, async (context) => {
  const mirror = await startAptProxy();
  const key = await makeKey(join(import.meta.dirname, '../../../build/vm'));
  const repository = await serveRepository(vmFolder('stock-debian-repository'));
  try {
    const { text, notes } = makePreseed({ spec: await specOf(key.publicKey, mirror.url), repository });
    context.diagnostic(notes.join('\n'));
    const late = readPreseed(new TextEncoder().encode(text), 'preseed.cfg').answers.find(({ question }) => question === 'preseed/late_command')?.value ?? '';
    const { machine, said } = await makeStockDebian({ name: 'stock-debian', hostname: 'stock-01', domain: 'example.net', user: 'ada', locale: 'de_DE.UTF-8', timezone: 'Europe/Berlin', keyboard: 'de', late, mirror });
    context.diagnostic(said.split('\n').filter((line) => /^(W:|E:|dpkg: (warning|error))|newly installed/.test(line)).join('\n'));
    assert.ok(repository.requests.some((line) => /cognos-firstboot_.* 200$/.test(line)), repository.requests.join('\n'));
    const vm = await startVm({ ...machine, login: { user: 'ada', key: key.path } });
    try {
      await vm.waitForSsh(1_800_000);
      const checks = [...await checkFirstboot(vm, { model: undefined, profile: 'cis-level1-server' }), ...await askGuest(vm, questions, 400_000)];
      context.diagnostic(formatChecks(checks));
      assert.deepEqual(checks.filter(({ ok }) => !ok), []);
    } finally {
      await vm.shutdown();
    }
  } finally {
    await repository.close();
    await mirror.close();
  }
});

async function specOf(publicKey: string, mirror: string): Promise<InstallSpec> {
  const text = `
hostname: stock-01
fqdn: stock-01.example.net
timezone: Europe/Berlin
locale: de_DE.UTF-8
keyboard: {layout: de}
users: [{name: ada, gecos: Ada Lovelace, groups: [sudo], shell: /bin/bash, sudo: "ALL=(ALL) NOPASSWD:ALL", ssh_authorized_keys: ["${publicKey}"]}]
network: {version: 2, ethernets: {lan: {match: {name: "en*"}, dhcp4: true}}}
apt: {primary: [{arches: [default], uri: "${mirror}debian"}], security: [{arches: [default], uri: "${mirror}debian-security"}]}
runcmd: [[touch, /var/lib/runcmd-was-here]]
cognos:
  version: 1
  unattended: true
  storage: {disk: {match: {path: /dev/vda}, wipe: any}, layout: ext4}
  ai: {model: none}
`;
  const document = await readDocument(new TextEncoder().encode(text), 'stock.yaml');
  assert.ok(document.ok);
  const validation = await validateSpec(document.value, document);
  assert.ok(validation.ok, JSON.stringify(validation));
  return validation.spec;
}

const questions: Record<string, RegExp> = {
  'hostname --fqdn': /^stock-01\.example\.net$/, 'timedatectl show -p Timezone --value': /^Europe\/Berlin$/, 'cat /etc/default/locale': /^LANG="?de_DE\.UTF-8"?$/m, 'locale -a': /^de_DE\.utf8$/m,
  'cat /etc/default/keyboard': /^XKBLAYOUT="?de"?$/m, 'systemctl --failed --plain --no-legend --full; echo none': /^none$/, 'timeout 300 systemctl is-system-running --wait': /^running$/,
  'test -e /var/lib/runcmd-was-here && echo there': /^there$/, 'test -e /run/cognos/ready && echo ready': /^ready$/, 'ip -4 -oneline address show scope global': /10\.0\.2\.15/, 'getent hosts stock-01 && cat /etc/resolv.conf': /^nameserver /m,
  'sudo -n cat /var/lib/cognos/report.json': /^\{/, 'sudo -n stat -c "%a %U:%G" /etc/cognos/spec.yaml': /^600 root:root$/, 'LC_ALL=C apt-cache policy cognos-firstboot': /Installed: \d/, 'sudo -n ls /var/lib/cloud/seed/nocloud': /user-data/,
};
