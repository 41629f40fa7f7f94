/** The boot server's dnsmasq for real, in a network namespace: what it gives, what outlives it, and who else is heard there. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { tftpFiles } from '../../netboot/boot/start-dnsmasq.ts';
import { openBootNetwork, serveIn, serverCard, type BootNetwork, type ServingSite } from '../vm/netboot.ts';

const repository = resolve(import.meta.dirname, '../..');
const skip = process.getuid?.() !== 0 ? 'namespaces need root' : !existsSync('/usr/sbin/dnsmasq') && 'dnsmasq-base is not installed';
const tag = 'dh';
let folder = '';
let network: BootNetwork;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'netboot-dhcp-'));
  mkdirSync(join(folder, 'artefacts'));
  for (const file of tftpFiles) writeFileSync(join(folder, 'artefacts', file), `${file} `.repeat(1000));
  network = await openBootNetwork(tag);
});

after(async () => {
  await network?.close();
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** A server of its own in a namespace; `folder/NAME` is its state. */
function serve(namespace: string, name: string, options: string, range: string): ServingSite {
  const code = `import { openDhcp } from '${repository}/netboot/boot/open-dhcp.ts';
const dhcp = await openDhcp({ ${options}, interface: '${serverCard(tag)}', range: ${range}, port: 8480, artefacts: '${folder}/artefacts', folder: '${folder}/${name}', localMacs: () => ['52:54:00:00:00:07'], log: (line) => console.log(line), warn: (sentence) => console.log('Warning: ' + sentence) });
console.log('open', dhcp.base);
process.once('SIGTERM', async () => { await dhcp.close(); console.log('closed'); process.exit(0); });`;
  return serveIn({ namespace }, join(folder, `${name}-log`), ['--input-type=module', '--eval', code]);
}

const tftp = (site: ServingSite, path: string): Promise<string> => site.run('curl', ['--silent', '--show-error', '--fail', '--max-time', '20', `tftp://10.77.0.1/${path}`]);

test('loaders, the kernel and the menu come by TFTP; a machine that starts from its disk has its file', { skip, timeout: 120_000 }, async () => {
  const site = serve(network.namespace, 'one', "kind: 'full'", "'10.77.0.100,10.77.0.199'");
  try {
    await site.until(/^open http:\/\/10\.77\.0\.1:8480$/m);
    for (const file of tftpFiles) assert.equal(await tftp(site, file), `${file} `.repeat(1000));
    assert.match(await tftp(site, 'grub/grub.cfg'), /^if linux \(tftp,10\.77\.0\.1\)\/vmlinuz BOOTIF=01-\$net_default_mac boot=cognos cognos\.netboot=http:\/\/10\.77\.0\.1:8480 /m);
    assert.match(await tftp(site, 'ipxe/start.ipxe'), /^chain http:\/\/10\.77\.0\.1:8480\/menu\/ipxe\?/m);
    assert.equal(await tftp(site, 'grub/disk/52:54:00:00:00:07'), 'set from_disk=1');
    await assert.rejects(tftp(site, 'grub/disk/52:54:00:00:00:08'));
    await assert.rejects(tftp(site, '../dnsmasq.conf'));
  } finally {
    await site.stop();
  }
  assert.match(site.said(), /^closed$/m);
});

test('a server that is killed takes its dnsmasq along; the next one knows the leases and has the ports', { skip, timeout: 120_000 }, async () => {
  const lease = `${Math.floor(Date.now() / 1000) + 3600} 52:54:00:00:00:0a 10.77.0.150 old-machine *\n`;
  const leases = join(folder, 'one/dnsmasq/leases');
  writeFileSync(leases, lease);
  const first = serve(network.namespace, 'one', "kind: 'full'", "'10.77.0.100,10.77.0.199'");
  await first.until(/^open /m);
  await first.kill();
  const second = serve(network.namespace, 'one', "kind: 'full'", "'10.77.0.100,10.77.0.199'");
  try {
    await second.until(/TFTP root is/);
    assert.ok(readFileSync(leases, 'utf8').includes('10.77.0.150 old-machine'));
    assert.doesNotMatch(second.said(), /Address already in use/);
  } finally {
    await second.stop();
  }
});

test('two servers on one network: each says that the other is there', { skip, timeout: 120_000 }, async () => {
  const first = serve(network.namespace, 'one', "kind: 'full'", "'10.77.0.100,10.77.0.199'");
  await first.until(/^open /m);
  const second = serve(await network.neighbour(), 'two', "kind: 'proxy'", 'undefined');
  try {
    await second.until(/^Warning: another boot server answers on this network, at 10\.77\.0\.1: machines take whichever is first; stop one of the two$/m);
    assert.doesNotMatch(first.said(), /Warning: (?!another boot server answers on this network, at 10\.77\.0\.2: )/, 'of itself it has nothing to say');
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});

test('without the files that machines boot from it does not start, and names the first that is missing', { skip }, async () => {
  rmSync(join(folder, 'artefacts/shimx64.efi'));
  const site = serve(network.namespace, 'bare', "kind: 'proxy'", 'undefined');
  await site.until(/artefacts has no shimx64\.efi; make it with cognos-netboot export/);
  await site.stop();
  assert.equal(execFileSync('ip', ['netns', 'pids', network.namespace]).toString(), '');
});
