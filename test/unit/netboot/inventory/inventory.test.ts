import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readUserData } from '../../../../cloud-init/read-user-data.ts';
import { checkInventory } from '../../../../netboot/inventory/check-inventory.ts';
import { chooseRule } from '../../../../netboot/inventory/choose-rule.ts';
import type { Inventory } from '../../../../netboot/inventory/inventory.ts';
import { readInventory } from '../../../../netboot/inventory/read-inventory.ts';
import { readCsv } from '../../../../netboot/inventory/read-csv.ts';
import { readMac, readTag, readUuid } from '../../../../netboot/inventory/identity.ts';
import { resolveMachine, specText, type Resolution } from '../../../../netboot/inventory/resolve-machine.ts';
import { watchInventory, type InventoryNow } from '../../../../netboot/inventory/watch-inventory.ts';
import { formatFinding } from '../../../../shared/errors.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { folderOf, machine, read, spec } from './site.ts';

const server = machine('nvme-server');
const mac = server.nics[0]?.mac ?? '';

async function good(...given: Parameters<typeof read>): Promise<Inventory> {
  const reading = await read(...given);
  assert.ok(reading.ok, reading.ok ? '' : reading.findings.map(formatFinding).join('\n'));
  return reading.inventory;
}

async function sentences(...given: Parameters<typeof read>): Promise<string[]> {
  const reading = await read(...given);
  const findings = reading.ok ? await checkInventory(reading.inventory) : reading.findings;
  return findings.map((finding) => formatFinding(finding).replaceAll(`${reading.folder}/`, ''));
}

const reasonOf = (resolution: Resolution): string => (resolution.outcome === 'install' ? 'install' : resolution.reason);

test('a machine gets the spec of its rule, filled with its row, its rule and the inventory, the nearest first', async (t) => {
  const inventory = await good(t, {
    'site.yaml': `version: 1
values: {domain: example.net, gateway: 10.0.7.1, zone: Europe/Berlin}
machines: machines.csv
rules:
  - name: gpu
    match: {hardware: {accelerator: nvidia, memory: ">=64G"}, subnet: 10.0.7.0/24}
    spec: gpu.yaml
    values: {hostname: "gpu-{{serial|lower}}", fqdn: "{{hostname}}.{{domain}}", zone: Europe/Paris}
`,
    'machines.csv': `# our racks\r\nMAC,hostname,address,prefix,disk_serial\r\n${mac.toUpperCase()},web-07,10.0.7.7,24,S64HNE0R500001\r\n`,
    'gpu.yaml': `#cloud-config
hostname: "{{hostname}}"
fqdn: "{{fqdn}}"
timezone: "{{zone}}"
users:
  - {name: ada, groups: [sudo], ssh_authorized_keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net"]}
network: {version: 2, ethernets: {lan: {match: {macaddress: "{{mac}}"}, addresses: ["{{address}}/{{prefix}}"], routes: [{to: default, via: "{{gateway}}"}]}}}
runcmd: [[docker, ps, --format, '{{.Names}}'], [echo, '\\{{hostname}}']]
cognos: {version: 1, unattended: true, storage: {disk: {match: {serial: "{{disk_serial}}"}}}}
`,
  });
  assert.deepEqual(await checkInventory(inventory), []);
  const resolution = await resolveMachine(inventory, server, ['10.0.7.99']);
  assert.equal(reasonOf(resolution), 'install');
  assert.ok(resolution.outcome === 'install');
  assert.equal(resolution.hostname, 'web-07');
  assert.equal(resolution.spec.fqdn, 'web-07.example.net');
  assert.equal(resolution.spec.timezone, 'Europe/Paris');
  assert.deepEqual(resolution.spec.runcmd, [['docker', 'ps', '--format', '{{.Names}}'], ['echo', '{{hostname}}']]);
  assert.equal(resolution.plan.disk.identity.serial, 'S64HNE0R500001');
  const again = await readUserData(new TextEncoder().encode(specText(resolution.spec)), 'served');
  assert.ok(again.ok);
  assert.equal(chooseRule(inventory, server, ['10.0.8.1']).outcome, 'none');
});

test('two rules, none, and a row that is half about a machine: a sentence each, and no guess', async (t) => {
  const inventory = await good(t, {
    'site.yaml': `version: 1
machines:
  - {mac: "${mac}", serial: OTHER, hostname: a}
rules:
  - {name: first, match: {serial: "exampl*"}, spec: s.yaml, values: {hostname: a}}
  - {name: second, match: {hardware: {vendor: Dell*}}, spec: s.yaml, values: {hostname: b}}
  - {name: rest, fallback: true, spec: s.yaml, values: {hostname: c}}
`, 's.yaml': spec,
  });
  const file = inventory.file;
  assert.match(reasonOf(await resolveMachine(inventory, server, [])), new RegExp(`^${file}:3 has this machine's MAC address but another serial number; correct the row$`));
  const unlisted = { ...inventory, rows: [] };
  assert.equal(reasonOf(await resolveMachine(unlisted, server, [])),
    `2 rules are for this machine, and CognOS does not guess: first (${file}:5), second (${file}:6); make all but one of them say what sets their machines apart`);
  const other = machine('uefi-virtio');
  const fallback = await resolveMachine(unlisted, other, []);
  assert.ok(fallback.outcome === 'install', reasonOf(fallback));
  assert.equal(fallback.rule, 'rest');
  const none = await resolveMachine({ ...unlisted, rules: inventory.rules.slice(0, 1) }, other, ['10.0.0.9']);
  assert.match(reasonOf(none), /^no rule of .*site\.yaml is for this machine \(.*from 10\.0\.0\.9\)$/);
});

test('a rule whose disk rule matches two disks is refused for that machine, with the planner\'s sentence', async (t) => {
  const inventory = await good(t, { 'site.yaml': `version: 1\nrules: [{name: all, spec: s.yaml, values: {hostname: a}}]\n`, 's.yaml': spec.replace('match: {prefer: largest}, ', 'match: {size: ">=1G"}, ') });
  const resolution = await resolveMachine(inventory, machine('identical-disks'), []);
  assert.match(reasonOf(resolution), /^rule all: cognos\.storage\.disk\.match: \d disks match, and CognOS does not guess: .*Name one, for example with match: \{serial: /);
});

test('what is wrong with an inventory is said with its place', async (t) => {
  assert.deepEqual(await sentences(t, { 'site.yaml': `version: 1
machines: m.csv
rules:
  - {name: a, match: {subnets: 10.0.0.0/8, hardware: {memory: lots}}, spec: nowhere.yaml}
  - {name: a, match: {mac: "host-7", listed: maybe}, spec: s.yaml}
  - name: c
    spec: t.yaml
`, 'm.csv': 'mac,hostname\n52:54:00:00:00:01,a\n52-54-00-00-00-01,b\nnonsense,c\n,d\n52:54:00:00:00:02,e,f\n', 's.yaml': spec, 't.yaml': 'hostname: {{hostname}}\ncognos: {version: 1}\n' }), [
    'm.csv:4:1: mac: "nonsense" is no MAC address; write one as 52:54:00:12:34:56',
    'm.csv:5:1: says of no machine which one it is; give mac, serial, uuid, asset',
    'm.csv:6:21: this line has 3 fields and the first line names 2; put a field with a comma in it in quotes',
    'm.csv:3:1: mac 52:54:00:00:00:01: this machine is in m.csv:2 already; keep one of the rows',
    'site.yaml:4:23: rules[0].match.subnets: is no key here; did you mean subnet?',
    'site.yaml:4:63: rules[0].match.hardware.memory: "lots" is no number to compare with; write for example ">=64G"',
    'site.yaml:4:77: rules[0].spec: nowhere.yaml: there is no such file',
    'site.yaml:5:28: rules[1].match.mac: "host-7" can be no MAC address; write one as 52:54:00:12:34:56, with * for what may be anything',
    'site.yaml:5:46: rules[1].match.listed: is neither true nor false',
    't.yaml:1:12: {{…}} at the beginning of a value has to stand in quotes: "{{hostname}}" (YAML takes the braces for a map)',
  ]);
});

test('a value that is missing, of the wrong kind or refused by the spec is found before a machine is there', async (t) => {
  assert.deepEqual(await sentences(t, { 'site.yaml': `version: 1
machines: m.csv
rules:
  - {name: a, match: {values: {role: web}}, spec: s.yaml}
  - {name: b, match: {values: {role: db}}, spec: t.yaml, values: {hostname: b}}
`, 'm.csv': 'mac,hostname,role\n52:54:00:00:00:01,web_1,web\n52:54:00:00:00:02,,web\n52:54:00:00:00:03,c,db\n', 's.yaml': spec, 't.yaml': spec.replace('unattended: true', 'unattended: false').replace('cognos:', 'timezone: "{{zone|upper}}"\ncognos:') }), [
    's.yaml:2:11: hostname: "web_1" is no host name: "_" may not stand in it, only letters, digits and hyphens; write for example edge-01 (filled for m.csv:2)',
    's.yaml:2:11: hostname: there is no value hostname for this machine; give it in values:, in its row of machines:, or write \\{{hostname}} for the text itself (filled for m.csv:3)',
    't.yaml:8:11: timezone: there is no value zone for this machine; give it in values:, in its row of machines:, or write \\{{zone}} for the text itself (filled for m.csv:4)',
  ]);
});

test('a spec that would ask somebody, or does not say that nobody is there, is refused', async (t) => {
  const site = 'version: 1\nrules: [{name: all, spec: s.yaml, values: {hostname: a}}]\n';
  assert.deepEqual(await sentences(t, { 'site.yaml': site, 's.yaml': spec.replace('  unattended: true\n', '') }),
    ['s.yaml:9:3: cognos.unattended: has to be true in the spec of all: only then a machine is installed without anybody at it']);
  assert.match((await sentences(t, { 'site.yaml': site, 's.yaml': spec.replace('unattended: true', 'interactive: [storage]') }))[0] ?? '', /^s\.yaml:10:16: cognos\.interactive: asks somebody at the machine/);
});

test('a value never breaks out of the text it stands in, whatever it holds', async (t) => {
  const inventory = await good(t, { 'site.yaml': 'version: 1\nrules: [{name: all, spec: s.yaml, values: {hostname: a}}]\n', 's.yaml': spec.replace('    groups', '    gecos: "{{note}} of {{note}}"\n    groups').replace('cognos:', 'write_files: [{path: /etc/note, content: "{{note}}"}]\ncognos:') });
  const nasty = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('x\nruncmd: [reboot]', '"}\n- evil', '{{hostname}}', '---\nusers: []', ': &a *a', '!!js', '0755', 'yes', '${x}', '# no'));
  await fc.assert(fc.asyncProperty(nasty, async (note) => {
    const resolution = await resolveMachine({ ...inventory, values: { note } }, server, []);
    if (resolution.outcome !== 'install') return; // The spec may refuse a text; what it takes has to come back the same.
    assert.deepEqual(resolution.spec.write_files, [{ path: '/etc/note', content: note }]);
    const served = await readUserData(new TextEncoder().encode(specText(resolution.spec)), 'served');
    if (served.ok) assert.deepEqual((JSON.parse(served.secrets.get('cloud-init.user-data')?.replace(/^.*\n/, '') ?? '') as { write_files: unknown }).write_files, resolution.spec.write_files);
    assert.equal(resolution.spec.runcmd, undefined);
  }), { numRuns: 25 });
});

test('what a machine says of itself reaches no template when a shell could take it for more than a name', async (t) => {
  const inventory = await good(t, { 'site.yaml': 'version: 1\nrules: [{name: all, spec: s.yaml, values: {hostname: a}}]\n', 's.yaml': `${spec}runcmd: ["echo {{serial}}"]\n` });
  const fine = await resolveMachine(inventory, server, []);
  assert.ok(fine.outcome === 'install');
  assert.deepEqual(fine.spec.runcmd, ['echo EXAMPL1']);
  const hostile = await resolveMachine(inventory, machine('nvme-server', ({ product }) => { product.serial = '$(reboot)'; }), []);
  assert.match(reasonOf(hostile), /there is no value serial for this machine/);
});

test('the inventory is read again when it changes; a broken edit keeps the last good one and says so', async (t) => {
  const folder = await folderOf(t, { 'site.yaml': 'version: 1\nmachines: m.csv\nrules: [{name: one, spec: s.yaml}]\n', 'm.csv': 'serial,hostname\nEXAMPL1,a\n', 's.yaml': spec });
  const told: InventoryNow[] = [];
  const watch = await watchInventory(localHost, join(folder, 'site.yaml'), (now) => told.push(now));
  assert.ok(!Array.isArray(watch));
  const hostname = async (): Promise<string> => {
    const resolution = await resolveMachine((await watch.refresh()).inventory, server, []);
    return resolution.outcome === 'install' ? resolution.hostname ?? '' : resolution.reason;
  };
  assert.equal(await hostname(), 'a');
  await writeFile(join(folder, 'm.csv'), 'serial,hostname\nEXAMPL1,bb\n');
  assert.equal(await hostname(), 'bb');
  await writeFile(join(folder, 's.yaml'), 'hostname: [');
  assert.equal(await hostname(), 'bb');
  assert.equal(told.length, 2);
  assert.match(formatFinding(told[1]?.findings[0] ?? { severity: 'error', code: '', path: '', message: '' }), /s\.yaml:1:/);
  await writeFile(join(folder, 's.yaml'), spec.replace('{{hostname}}', '{{hostname}}-x'));
  assert.equal(await hostname(), 'bb-x');
  assert.deepEqual(watch.now().findings, []);
  await writeFile(join(folder, 'site.yaml'), '');
  assert.deepEqual(Array.isArray(await watchInventory(localHost, join(folder, 'site.yaml'), () => undefined)), true);
});

test('CSV with quotes, commas, line breaks and either line end', () => {
  const reading = readCsv('a,"b ""x"", c"\r\n"two\nlines",d\n\n# no\n e , f', 'f.csv');
  assert.ok(reading.ok);
  assert.deepEqual(reading.rows.map((row) => row.map(({ text }) => text)), [['a', 'b "x", c'], ['two\nlines', 'd'], ['e', 'f']]);
  assert.deepEqual(reading.rows.map((row) => row.map(({ at: { line, column } }) => `${line}:${column}`)), [['1:1', '1:3'], ['2:1', '3:8'], ['6:1', '6:5']]);
  assert.deepEqual(readCsv('a\n"b', 'f.csv'), { ok: false, message: 'this quote is never closed', at: { file: 'f.csv', line: 2, column: 1 } });
});

test('no inventory and no CSV, however broken, makes the reader throw', async (t) => {
  const folder = await folderOf(t, {});
  const file = join(folder, 'site.yaml');
  const parts = fc.constantFrom('version: 1', 'rules:', '  - name: a', '    spec: {cognos: {version: 1}}', '    match: [x]', 'machines:', '  - {mac: x}', '  - 7', 'values: {A: b}', '    values: {a: {b: c}}', '{{', '\t', '- ', '"', '    match: {hardware: {cores: -1}}', 'rules: 7', 'machines: /', 'machines: site.yaml');
  await fc.assert(fc.asyncProperty(fc.array(parts, { maxLength: 12 }), fc.string(), async (lines, csv) => {
    readCsv(csv, 'x.csv');
    await writeFile(file, lines.join('\n'));
    const reading = await readInventory(localHost, file);
    if (reading.ok) await checkInventory(reading.inventory);
  }), { numRuns: 50 });
});

test('names from birth, in one spelling, and the ones that firmware makes up', () => {
  assert.equal(readMac('52-54-00-AA-BB-CC'), '52:54:00:aa:bb:cc');
  assert.equal(readMac('525400aabbcc'), '52:54:00:aa:bb:cc');
  for (const text of ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '52:54:00-aa:bb:cc', 'x']) assert.equal(readMac(text), undefined, text);
  for (const text of ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '03000200-0400-0500-0006-000700080009', undefined]) assert.equal(readUuid(text), undefined, text);
  assert.equal(readUuid('4C4C4544-0058-4D10-8041-C5C04F4D504C'), '4c4c4544-0058-4d10-8041-c5c04f4d504c');
  for (const text of ['To Be Filled By O.E.M.', 'Default string', 'None', '0', 'System Serial Number']) assert.equal(readTag(text), undefined, text);
});

test('the example of netboot/examples is what it says, on recorded machines', async () => {
  const reading = await readInventory(localHost, new URL('../../../../netboot/examples/site.yaml', import.meta.url).pathname);
  assert.ok(reading.ok);
  assert.deepEqual(await checkInventory(reading.inventory), []);
  const gpu = await resolveMachine(reading.inventory, machine('nvme-server', (it) => {
    it.product.serial = 'X1';
    it.nics = it.nics.map((nic, index) => ({ ...nic, mac: `52:54:00:12:34:5${6 - index}` }));
  }), ['10.0.7.99'], { withoutModel: true });
  assert.ok(gpu.outcome === 'install', reasonOf(gpu));
  assert.deepEqual([gpu.rule, gpu.hostname, gpu.plan.disk.identity.serial], ['gpu', 'gpu-01', 'S64HNE0R500001']);
  const rest = await resolveMachine(reading.inventory, server, ['10.0.7.99']);
  assert.ok(rest.outcome === 'install', reasonOf(rest));
  assert.deepEqual([rest.rule, rest.hostname], ['rest', 'node-exampl1']);
});
