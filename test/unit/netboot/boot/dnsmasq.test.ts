import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { dnsmasqConfiguration, type DnsmasqOptions } from '../../../../netboot/boot/dnsmasq.ts';

const common = { interface: 'eno2', address: '10.0.0.1', base: 'http://10.0.0.1:8480', folder: '/var/lib/cognos-netboot/dnsmasq' };
const full: DnsmasqOptions = { ...common, mode: { kind: 'full', first: '10.0.0.100', last: '10.0.0.200', netmask: '255.255.255.0', router: '10.0.0.254', dns: ['10.0.0.53', '10.0.0.54'] } };
const proxy: DnsmasqOptions = { ...common, mode: { kind: 'proxy', network: '10.0.0.0', netmask: '255.255.255.0' } };

test('addresses and boot files: each kind of machine gets its own loader', () => {
  const lines = dnsmasqConfiguration(full).split('\n');
  for (const line of [
    'port=0', 'interface=eno2', 'dhcp-leasefile=/var/lib/cognos-netboot/dnsmasq/leases', 'dhcp-range=10.0.0.100,10.0.0.200,255.255.255.0,12h',
    'dhcp-option=option:router,10.0.0.254', 'dhcp-option=option:dns-server,10.0.0.53,10.0.0.54',
    'dhcp-boot=tag:bios,tag:!ipxe,undionly.kpxe,,10.0.0.1', 'dhcp-boot=tag:uefi,tag:!ipxe,shimx64.efi,,10.0.0.1', 'dhcp-boot=tag:ipxe,ipxe/start.ipxe,,10.0.0.1',
    'dhcp-boot=tag:http,tag:!ipxe,http://10.0.0.1:8480/boot/ipxe.efi', 'dhcp-option-force=tag:http,option:vendor-class,HTTPClient',
  ]) assert.ok(lines.includes(line), line);
});

test('without a router none is named: dnsmasq would name itself', () => {
  const text = dnsmasqConfiguration({ ...common, mode: { kind: 'full', first: '10.0.0.100', last: '10.0.0.200', netmask: '255.255.255.0' } });
  assert.match(text, /^dhcp-option=option:router$/m);
  assert.match(text, /^dhcp-option=option:dns-server$/m);
});

test('beside a DHCP server: no addresses, boot services only', () => {
  const text = dnsmasqConfiguration(proxy);
  assert.match(text, /^dhcp-range=10\.0\.0\.0,proxy,255\.255\.255\.0$/m);
  assert.match(text, /^pxe-service=tag:!ipxe,x86PC,"CognOS",undionly\.kpxe,10\.0\.0\.1$/m);
  for (const architecture of [7, 9]) assert.match(text, new RegExp(`^pxe-service=tag:!ipxe,${architecture},"CognOS",shimx64\\.efi,10\\.0\\.0\\.1$`, 'm'));
  assert.doesNotMatch(text, /dhcp-authoritative|option:router/);
});

test('what could be another line or another option is refused', () => {
  for (const wrong of [{ interface: 'eno2\nlisten-address=0.0.0.0' }, { interface: 'eno 2' }, { interface: '' }, { address: '10.0.0.256' }, { address: '10.0.0.1,x' }, { folder: '/tmp/a b' }, { folder: 'tmp' }, { base: 'http://x,y/' }]) {
    assert.throws(() => dnsmasqConfiguration({ ...full, ...wrong }), /cannot stand in|is no address/, JSON.stringify(wrong));
  }
  assert.throws(() => dnsmasqConfiguration({ ...common, mode: { kind: 'full', first: 'a', last: '10.0.0.2', netmask: '255.255.255.0' } }), /the address "a"/);
});

test('dnsmasq itself takes both', { skip: !existsSync('/usr/sbin/dnsmasq') && 'dnsmasq-base is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dnsmasq-'));
  try {
    for (const options of [full, proxy]) {
      writeFileSync(join(folder, 'conf'), dnsmasqConfiguration(options));
      execFileSync('/usr/sbin/dnsmasq', ['--test', `--conf-file=${join(folder, 'conf')}`], { stdio: 'pipe' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
