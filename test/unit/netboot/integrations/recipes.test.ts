/** The recipes for engines that run fleets, as far as they go without the engines: texts are parsed, user-data is what the installer takes, scripts run against fakes. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { missingPackages } from '../../../../installer/medium/build-packages.ts';

const folder = join(import.meta.dirname, '../../../../netboot/integrations');
const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function accepted(userData: string): Promise<void> {
  const reading = await readUserData(Buffer.from(userData), 'user-data');
  assert.deepEqual(reading.ok ? [] : reading.findings, []);
}

test('the user-data of the recipes is what the installer takes', async () => {
  await accepted(text('user-data.yaml'));
});

test('Tinkerbell: hardware and template, with user-data in the root and a chain to the boot server', async () => {
  const [hardware, template] = parseAllDocuments(text('tinkerbell/tinkerbell.yaml')).map((each) => {
    assert.deepEqual(each.errors, []);
    return each.toJS() as { kind: string; spec: { data: string; interfaces: { netboot: { ipxe: { url: string } } }[] } };
  });
  assert.deepEqual([hardware?.kind, template?.kind], ['Hardware', 'Template']);
  assert.equal(hardware?.spec.interfaces[0]?.netboot.ipxe.url, 'http://boot.example.net:8480/menu/ipxe?mac=52:54:00:12:34:56');
  // Go's templates stand between quotes, so that the text is YAML before they are filled and after.
  const [workflow] = parseAllDocuments(template?.spec.data ?? '').map((each) => each.toJS() as { tasks: { actions: { name: string; environment?: Record<string, string> }[] }[] });
  const actions = workflow?.tasks[0]?.actions ?? [];
  assert.deepEqual(actions.map(({ name }) => name), ['write the image', 'user-data', 'meta-data', 'reboot']);
  assert.deepEqual(actions.flatMap(({ environment }) => environment?.['DEST_PATH'] ?? []), ['/@/var/lib/cloud/seed/nocloud/user-data', '/@/var/lib/cloud/seed/nocloud/meta-data']);
  await accepted(actions[1]?.environment?.['CONTENTS'] ?? '');
});

test('Foreman: the template is user-data once its tags are filled; the other one chains', async () => {
  const values: [RegExp, string][] = [[/<%#.*?-%>\n/gs, ''], [/<%= @host\.shortname %>/g, 'edge-01'], [/<%= @host\.name %>/g, 'edge-01.example.net'], [/<%= host_param\('remote_execution_ssh_keys', \[\]\)\.to_json %>/g, '["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada"]'], [/<%= host_param\('cognos-model', 'auto'\) %>/g, 'auto'], [/<%= foreman_url\('built'\) %>/g, 'http://foreman.example.net/unattended/built?token=x']];
  const filled = values.reduce((all, [tag, value]) => all.replace(tag, value), text('foreman/cognos-user-data.erb'));
  assert.doesNotMatch(filled, /<%/);
  await accepted(filled);
  assert.match(text('foreman/cognos-ipxe.erb'), /^#!ipxe\n[^]*\nchain --autofree <%= host_param\('cognos-boot-server'\) %>\/menu\/ipxe\?mac=\$\{net0\/mac[^ ]*\} \|\| shell\n$/);
});

function scratch(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'cognos-recipe-'));
  t.after(() => { rmSync(root, { recursive: true, force: true }); });
  mkdirSync(join(root, 'bin'));
  return root;
}

function program(root: string, name: string, script: string): void {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
}

function run(root: string, file: string, words: string[], env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync(file, words, { encoding: 'utf8', env: { PATH: `${root}/bin:/usr/bin:/bin:/usr/sbin:/sbin`, ...env } });
  assert.equal(status, 0, stderr);
  return stdout;
}

test('every script is one that a shell understands', () => {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.sh'))) execFileSync('sh', ['-n', join(folder, path)]);
});

test('Ironic: a whole-disk image by its SHA-256, and a config drive with the user-data', (t) => {
  const root = scratch(t);
  program(root, 'baremetal', `echo "$*" >>${root}/calls\nwhile [ $# -gt 0 ]; do [ "$1" != --config-drive ] || cp "$2" ${root}/drive.json; shift; done`);
  run(root, join(folder, 'ironic/deploy.sh'), ['edge-01', join(folder, 'user-data.yaml')], { IMAGE_URL: 'http://images.example.net/cognos.qcow2', IMAGE_SHA256: 'ab12' });
  const drive = JSON.parse(readFileSync(join(root, 'drive.json'), 'utf8')) as { user_data: string; meta_data: { hostname: string } };
  assert.deepEqual([drive.user_data, drive.meta_data.hostname], [text('user-data.yaml'), 'edge-01']);
  const [set = '', deploy = ''] = readFileSync(join(root, 'calls'), 'utf8').split('\n');
  assert.match(set, /^node set edge-01 --instance-info image_source=http:\/\/images\.example\.net\/cognos\.qcow2 --instance-info image_os_hash_algo=sha256 --instance-info image_os_hash_value=ab12 /);
  assert.match(deploy, /^node deploy edge-01 --config-drive \/\S+ --wait 3600$/);
});

const missing = await missingPackages([{ name: 'qemu-utils', provides: 'qemu-img' }, { name: 'jq', provides: 'jq' }, { name: 'mtools', provides: 'mcopy' }, { name: 'fdisk', provides: 'sfdisk' }, { name: 'dosfstools', provides: 'mkfs.vfat' }]);
const noImages = missing.length > 0 && `missing here: ${missing.join(', ')}`;

test('MAAS: the image gets curtin\'s hooks onto its ESP, and is given as it is', { skip: noImages }, (t) => {
  const root = scratch(t);
  const [raw, image] = [join(root, 'raw'), join(root, 'cognos-cloud.qcow2')];
  execFileSync('truncate', ['--size=48M', raw]);
  execFileSync('sfdisk', ['--quiet', raw], { input: 'label: gpt\nstart=2048, size=2048, name=cognos-biosBoot\nstart=4096, size=65536, name=cognos-esp\nname=cognos-root\n', env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' } });
  execFileSync('mkfs.vfat', ['--offset', '4096', '-F', '16', raw, '32768'], { stdio: 'ignore', env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' } });
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, image]);
  program(root, 'maas', `echo "$*" >${root}/call\nfor word; do case $word in content@=*) gunzip <"\${word#content@=}" >${root}/given;; esac; done`);
  run(root, join(folder, 'maas/upload.sh'), ['admin', image]);
  assert.match(readFileSync(join(root, 'call'), 'utf8'), /^admin boot-resources create name=custom\/cognos title=CognOS architecture=amd64\/generic filetype=ddgz base_image=debian\/bookworm content@=/);
  assert.equal(execFileSync('mtype', ['-i', `${join(root, 'given')}@@${4096 * 512}`, '::/curtin/curtin-hooks'], { encoding: 'utf8' }), text('maas/curtin-hooks'));
});

const yaml = spawnSync('/usr/bin/python3', ['-c', 'import yaml']).status === 0;

test('MAAS: what it says to cloud-init goes into the root of that very disk, behind the image\'s own list of datasources', { skip: yaml ? false : 'no python3-yaml here' }, (t) => {
  const root = scratch(t);
  const target = join(root, 'root/etc/cloud/cloud.cfg.d');
  mkdirSync(target, { recursive: true });
  program(root, 'findmnt', 'echo /dev/sdb2');
  program(root, 'lsblk', 'case "$*" in *PKNAME*) echo sdb;; *) printf "/dev/sdb \\n/dev/sdb1 cognos-biosBoot\\n/dev/sdb2 cognos-esp\\n/dev/sdb3 cognos-root\\n";; esac');
  program(root, 'mount', `echo "mount $*" >>${root}/calls\nfor last; do :; done\nrmdir "$last" && ln -s ${root}/root "$last"`);
  program(root, 'umount', `echo "umount $*" >>${root}/calls\nrm "$1"`);
  writeFileSync(join(root, 'config'), JSON.stringify({ cloudconfig: { 'maas-datasource': { path: '/etc/cloud/cloud.cfg.d/90_maas_datasource.cfg', content: 'datasource_list: [ MAAS ]\n' }, '../../x': { content: 'a: 1\n' } } }));
  run(root, '/usr/bin/python3', [join(folder, 'maas/curtin-hooks')], { CONFIG: join(root, 'config'), TARGET_MOUNT_POINT: '/target' });
  assert.deepEqual(readdirSync(target).sort(), ['99-maas-maas-datasource.cfg', '99-maas-x.cfg']);
  assert.equal(readFileSync(join(target, '99-maas-maas-datasource.cfg'), 'utf8'), 'datasource_list: [ MAAS ]\n');
  assert.match(readFileSync(join(root, 'calls'), 'utf8'), /^mount -t btrfs -o subvol=@ \/dev\/sdb3 \S+\numount \S+\n$/);
});

test('OpenTofu: the blocks are closed and the rollout\'s fields are those of the server; no tofu is in Debian, so nothing here has run it', () => {
  const hcl = text('opentofu/main.tf');
  const bare = hcl.replaceAll(/^\s*#.*$/gm, '').replaceAll(/\$\{[^}]*\}/g, '').replaceAll(/"[^"\n]*"/g, '""');
  for (const [open, close] of ['{}', '()', '[]']) assert.equal(bare.split(open ?? '').length, bare.split(close ?? '').length, open);
  const view = readFileSync(join(import.meta.dirname, '../../../../netboot/rollout/view.ts'), 'utf8');
  for (const [, field] of hcl.matchAll(/machine\.(\w+)/g)) assert.match(view, new RegExp(`^  ${field}\\??: `, 'm'));
});

test('the recipes stand in their README', () => {
  const readme = text('README.md');
  for (const name of readdirSync(folder).filter((each) => each !== 'README.md')) assert.ok(readme.includes(`${name}/`) || readme.includes(`\`${name}\``), name);
  assert.ok(existsSync(folder));
});
