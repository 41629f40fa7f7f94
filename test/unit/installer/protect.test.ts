/** What guards the machine is in the target before it starts: on a real folder, with the tools that a Debian target has. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { planProtection } from '../../../installer/planner/plan-protection.ts';
import { protect } from '../../../installer/steps/protect.ts';
import { bannerText } from '../../../shared/harden/controls/banners.ts';
import { factsFromSpec } from '../../../shared/harden/facts-from-spec.ts';
import type { HardenFacts, Profile } from '../../../shared/harden/control.ts';
import type { StepContext, StepOf } from '../../../shared/plan/step.ts';
import type { Host } from '../../../shared/system/host.ts';
import { localHost } from '../../../shared/system/local-host.ts';

const factsOf = (profile: Profile): HardenFacts => ({ ...factsFromSpec({ cognos: { version: 1, security: { profile } } }), keyLogin: true });
const planned = (profile: Profile): StepOf<'protect'>[] => planProtection(factsOf(profile)).filter((step): step is StepOf<'protect'> => step.kind === 'protect');

/** The target without a chroot: paths under a folder, and the commands on those paths. */
function folderHost(root: string, ran: string[]): Host {
  const inside = (path: string): string => join(root, path);
  return {
    ...localHost,
    run: async (file, args, options) => {
      ran.push([file, ...args].join(' '));
      if (file === 'systemctl') return '';
      const text = await localHost.run(file, args.map((word) => (word.startsWith('/') ? inside(word) : word)), options);
      return text.replaceAll(root, '');
    },
    readFile: (path) => localHost.readFile(inside(path)),
    writeFile: (path, content, options) => localHost.writeFile(inside(path), content, options),
    exists: (path) => localHost.exists(inside(path)),
    list: (path) => localHost.list(inside(path)),
    readLink: (path) => localHost.readLink(inside(path)),
    makeDirectory: (path, options) => localHost.makeDirectory(inside(path), options),
    remove: (path) => localHost.remove(inside(path)),
  };
}

async function protectAll(root: string, profile: Profile): Promise<string[]> {
  const ran: string[] = [];
  const target = folderHost(root, ran);
  const context: StepContext = { host: target, target, signal: new AbortController().signal, onProgress: () => undefined, warn: async () => undefined, reveal: (text) => text };
  for (const step of planned(profile)) await protect(step, context);
  return ran;
}

const debian: Record<string, string> = {
  '/etc/fstab': '# Written by the CognOS installer.\nUUID=a\t/\tbtrfs\tsubvol=@\t0\t0\nUUID=a\t/var/log\tbtrfs\tsubvol=@log,noatime\t0\t0\n',
  '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\n#PermitRootLogin prohibit-password\n#PasswordAuthentication yes\nUsePAM yes\nSubsystem sftp /usr/lib/openssh/sftp-server\n',
  '/etc/systemd/journald.conf': '[Journal]\n#Storage=auto\n#Compress=yes\n#ForwardToSyslog=yes\n',
  '/etc/nftables.conf': '#!/usr/sbin/nft -f\nflush ruleset\n', '/etc/issue': 'Debian GNU/Linux 12 \\n \\l\n', '/etc/login.defs': 'UMASK\t\t022\nPASS_MAX_DAYS\t99999\n',
};

async function withTarget(check: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'cognos-protect-'));
  try {
    for (const [path, text] of Object.entries(debian)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    await check(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Files of a target are root's. */
const skip = process.getuid?.() === 0 ? false : 'needs root';

const tree = (root: string): Record<string, string> => Object.fromEntries(readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(root.length), `${(statSync(path).mode & 0o7777).toString(8)} ${readFileSync(path, 'utf8')}`]).sort());

test('the firewall, sshd, the kernel\'s settings and the banners are there before the first start', { skip }, async () => {
  await withTarget(async (root) => {
    const ran = await protectAll(root, 'cis-level1-server');
    const text = (path: string): string => readFileSync(join(root, path), 'utf8');
    assert.match(text('/etc/nftables.conf'), /hook input priority 0; policy drop;[^]*tcp dport 22 accept/);
    assert.match(text('/etc/ssh/sshd_config'), /^PermitRootLogin no$/m);
    assert.match(text('/etc/ssh/sshd_config'), /^PasswordAuthentication no$/m);
    assert.match(text('/etc/ssh/sshd_config'), /^Subsystem sftp/m, 'what is not ours stays');
    assert.match(text('/etc/sysctl.d/60-cognos.conf'), /^net\.ipv4\.conf\.all\.accept_redirects = 0$/m);
    assert.match(text('/etc/fstab'), /^tmpfs\t\/tmp\ttmpfs\trw,nosuid,nodev,noexec/m);
    assert.match(text('/etc/fstab'), /^UUID=a\t\/var\/log\tbtrfs\tsubvol=@log,noatime,nodev,nosuid,noexec\t0\t0$/m);
    assert.match(text('/etc/systemd/journald.conf'), /^\[Journal\]\nStorage=persistent\nCompress=yes\nForwardToSyslog=no\nSystemMaxUse=1G\n$/);
    assert.equal(text('/etc/issue'), bannerText);
    assert.ok(ran.includes('systemctl enable --quiet nftables.service'));
    assert.equal(statSync(join(root, '/var/lib/cognos/harden/backup')).mode & 0o777, 0o700);
  });
});

test('an interrupted step that is run again ends in the same files, and the first backup stays', { skip }, async () => {
  await withTarget(async (root) => {
    await protectAll(root, 'cis-level2-server');
    const once = tree(root);
    await protectAll(root, 'cis-level2-server');
    assert.deepEqual(tree(root), once);
    const kept = JSON.parse(readFileSync(join(root, '/var/lib/cognos/harden/backup/install-firewall.json'), 'utf8')) as Record<string, { before: { path: string; content?: string }[] }>;
    assert.equal(kept['firewall-default-drop']?.before.find(({ path }) => path === '/etc/nftables.conf')?.content, debian['/etc/nftables.conf']);
  });
});

test('each file is written once a step, however many controls have lines in it', { skip }, async () => {
  await withTarget(async (root) => {
    const writes: string[] = [];
    const target = folderHost(root, []);
    const counting: Host = { ...target, writeFile: (path, content, options) => { writes.push(path); return target.writeFile(path, content, options); } };
    const kernel = planned('cis-level1-server').find(({ group }) => group === 'kernel');
    assert.ok(kernel);
    await protect(kernel, { host: counting, target: counting, signal: new AbortController().signal, onProgress: () => undefined, warn: async () => undefined, reveal: (text) => text });
    assert.equal(writes.filter((path) => path === '/etc/sysctl.d/60-cognos.conf').length, 1);
    assert.ok(writes.findLastIndex((path) => path.startsWith('/var/lib/cognos/harden/backup/')) < writes.indexOf('/etc/sysctl.d/60-cognos.conf'), 'what was there is kept first');
  });
});

test('none writes nothing; no part needs the network or a running system', () => {
  assert.deepEqual(planProtection(factsOf('none')), []);
  const kinds = new Set(planned('cis-level2-server').flatMap(({ controls }) => controls.flatMap(({ parts }) => parts.map(({ kind }) => kind))));
  assert.deepEqual([...kinds].sort(), ['file', 'mode', 'mount', 'settings', 'unit']);
});
