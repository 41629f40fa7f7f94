import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { isProxmox } from '../../../dialects/proxmox/is-proxmox.ts';
import { translateProxmox } from '../../../dialects/proxmox/translate-proxmox.ts';
import { userDataText } from '../../../installer/wizard/user-data-text.ts';
import { formatFinding } from '../../../shared/errors.ts';
import { formatLossReport } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import { hasEveryValue, losses, readsBack } from '../foreign/loss-of.ts';
import { mutatedTrees } from '../foreign/mutations.ts';
import { compareGolden } from '../../golden/compare-golden.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const filesOf = (folder: string): string[] => readdirSync(new URL(`${folder}/`, fixtures)).sort();
const names = filesOf('proxmox').map((name) => name.replace('.toml', ''));
const textOf = (name: string): string => readFileSync(new URL(`proxmox/${name}.toml`, fixtures), 'utf8');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nobody = (): Promise<string> => Promise.reject(new Error('no password is hashed'));

async function valueOf(text: string): Promise<unknown> {
  const document = await readDocument(bytes(text), 'answer.toml');
  assert.ok(document.ok, document.ok ? '' : document.findings.map(formatFinding).join('\n'));
  return document.value;
}

async function translate(text: string, file = 'answer.toml'): Promise<Translation> {
  const document = await readDocument(bytes(text), file);
  assert.ok(document.ok, document.ok ? '' : document.findings.map(formatFinding).join('\n'));
  return translateProxmox(document, nobody);
}

/** Files in which nothing is refused but that there is no user: layout, disk, whether the file agrees to lose what is on it. */
const starts: Record<string, string> = {
  'all-filters': 'btrfs {"model":"Samsung?SSD?990*","wwn":"eui.0025384331408197"}', 'any-disk': 'ext4 {}, when blank', 'by-links': 'ext4 {"by-id":"ata-Samsung_SSD_870_EVO_S6Z1NJ0W123456"}', hashed: 'btrfs {"serial":"S6Z1NJ0W123456"}', minimal: 'ext4 {"path":"/dev/sda"}',
  model: 'ext4 {"model":"QEMU?HARDDISK"}, when blank', 'name-from-dhcp': 'ext4 {"path":"/dev/sda"}', 'snake-case': 'ext4 {"path":"/dev/nvme0n1"}', 'static-by-mac': 'ext4 {"by-id":"*-*MZ7KM240HAGR*403419"}', 'static-by-name': 'ext4 {"path":"/dev/vda"}', webhook: 'ext4 {"path":"/dev/sda"}',
};

test('no file installs unattended, as none has a user; which ask for nothing else, and what of the disk', async () => {
  assert.ok(names.length >= 15, `${names.length}`);
  const found: Record<string, string> = {};
  for (const name of names) {
    const { spec: { cognos: { unattended, storage } }, refused, report } = await translate(textOf(name));
    assert.ok(refused && unattended === undefined && storage?.disk?.wipe === undefined, name);
    const refusals = report.entries.filter(({ outcome }) => outcome === 'refused');
    assert.equal(refusals.filter(({ note }) => /make a user in user-data/.test(note ?? '')).length, 1, name);
    if (refusals.length > 1) continue;
    const agreed = report.entries.some(({ to }) => to?.includes('cognos.storage.disk.wipe'));
    found[name] = `${storage?.layout ?? ''} ${JSON.stringify(storage?.disk?.match ?? {})}${agreed ? '' : ', when blank'}`;
  }
  assert.deepEqual(found, starts);
});

test('golden: what becomes of the files', async () => {
  const sections: string[] = [];
  for (const name of names) {
    sections.push(losses(await translate(textOf(name), `${name}.toml`)));
  }
  compareGolden('proxmox', `${sections.join('\n\n')}\n`);
});

test('everything of every file is in its report, and the spec is what cloud-init and we read', async () => {
  for (const name of names) {
    const translation = await translate(textOf(name));
    hasEveryValue(await valueOf(textOf(name)), translation.report, name);
    assert.doesNotMatch(formatLossReport(translation.report).join('\n'), name === 'mistyped' ? /^$/ : /nothing here asks this/, name);
    await readsBack(translation, name);
  }
});

test('no password, token or subscription of a file is in its user-data or its report', async () => {
  for (const name of names) {
    const { report, spec } = await translate(textOf(name));
    assert.doesNotMatch(JSON.stringify([report, spec]), /CANARY/, name);
  }
});

test('with a user beside it, what was translated installs', async () => {
  const { spec } = await translate(textOf('hashed'));
  const back = await readUserData(bytes(userDataText({ ...spec, users: [{ name: 'ada', groups: ['sudo'] }], cognos: { ...spec.cognos, unattended: true } })), 'with-user');
  assert.ok(back.ok);
});

test('an answer file is taken for one, and nothing else is', async () => {
  for (const name of names) assert.ok(isProxmox(await valueOf(textOf(name))), name);
  for (const folder of ['agama', 'specs', 'preseed', 'autoinstall']) {
    for (const file of filesOf(folder)) {
      const document = await readDocument(readFileSync(new URL(`${folder}/${file}`, fixtures)), file);
      assert.ok(!document.ok || !isProxmox(document.value), file);
    }
  }
  for (const value of [{ global: { fqdn: 'a.b' } }, { network: {}, 'disk-setup': {} }, { global: { keyboard: 'de' }, network: {}, cognos: { version: 1 } }, { global: [], network: {} }, [], null]) assert.equal(isProxmox(value), false);
});

test('every keyboard of Proxmox is one of Debian\'s', async () => {
  const keyboards = ['de', 'de-ch', 'dk', 'en-gb', 'en-us', 'es', 'fi', 'fr', 'fr-be', 'fr-ca', 'fr-ch', 'hu', 'is', 'it', 'jp', 'lt', 'mk', 'nl', 'no', 'pl', 'pt', 'pt-br', 'se', 'si', 'tr'];
  for (const keyboard of keyboards) {
    const { spec, report } = await translate(textOf('minimal').replace('"de"', `"${keyboard}"`));
    assert.equal(report.counts.refused, 1, keyboard);
    assert.ok(spec.keyboard, keyboard);
  }
});

test('which filters mean one disk, and which may only find one', async () => {
  const ask = async (filter: string): Promise<string> => {
    const { spec, report } = await translate(textOf('minimal').replace('disk-list = ["sda"]', filter));
    const refusal = report.entries.find(({ outcome, question }) => outcome === 'refused' && question?.startsWith('disk-setup'));
    return refusal ? 'refused' : `${JSON.stringify(spec.cognos.storage?.disk?.match ?? {})}${report.entries.some(({ to }) => to?.includes('cognos.storage.disk.wipe')) ? '' : ' when blank'}`;
  };
  const asked: [filter: string, wanted: string][] = [
    ['filter.ID_SERIAL_SHORT = "S6Z1NJ0W123456"', '{"serial":"S6Z1NJ0W123456"}'], ['filter.ID_SERIAL_SHORT = "*NJ0W123456"', '{"by-id":"*-*NJ0W123456"}'], ['filter.ID_SERIAL_SHORT = "S6Z1NJ0W*"', '{"by-id":"*-*S6Z1NJ0W*"} when blank'],
    ['filter.ID_SERIAL = "Samsung_SSD_990_PRO_*"', '{"by-id":"*-Samsung_SSD_990_PRO_*"} when blank'], ['filter.ID_SERIAL = "*"', '{} when blank'], ['filter.ID_SERIAL = "*5*"', 'refused'], ['filter.DEVNAME = "/dev/nvme0n1"', '{"path":"/dev/nvme0n1"}'], ['filter.DEVNAME = "/dev/sd?"', 'refused'],
    ['filter.ID_WWN = "0x5002538c405dbf10"', '{"wwn":"0x5002538c405dbf10"}'], ['filter.DEVLINKS = "*by-path/pci*"', 'refused'], ['filter.ID_BUS = "nvme"', 'refused'], ['disk-list = []', '{} when blank'], ['disk-list = ["sda"]\nfilter.ID_WWN = "0x1"', 'refused'],
  ];
  for (const [filter, wanted] of asked) assert.equal(await ask(filter), wanted, filter);
});

test('of two filters that say the same of a disk, the second is refused where it says something else', async () => {
  const ask = async (...filters: string[]): Promise<[refused: string[], match: unknown]> => {
    const { spec, report } = await translate(textOf('minimal').replace('disk-list = ["sda"]', `filter-match = "all"\n${filters.join('\n')}`));
    return [report.entries.filter(({ outcome, question }) => outcome === 'refused' && question?.startsWith('disk-setup')).map(({ question, note }) => `${question ?? ''}: ${note ?? ''}`), spec.cognos.storage?.disk?.match];
  };
  const why = 'another rule says that already; keep one';
  assert.deepEqual(await ask('filter.ID_SERIAL_SHORT = "*NJ0W123456"', 'filter.ID_SERIAL = "Samsung_SSD_870_S6Z1NJ0W123456"'), [[`disk-setup.filter.ID_SERIAL: ${why}`], { 'by-id': '*-*NJ0W123456' }]);
  assert.deepEqual(await ask('filter.ID_WWN = "0x5002538c405dbf10"', 'filter.ID_WWN_WITH_EXTENSION = "0x5002538c405dbf11"'), [[`disk-setup.filter.ID_WWN_WITH_EXTENSION: ${why}`], { wwn: '0x5002538c405dbf10' }]);
  assert.deepEqual(await ask('filter.ID_WWN = "0x5002538c405dbf10"', 'filter.ID_WWN_WITH_EXTENSION = "0x5002538c405dbf10"', 'filter.ID_MODEL = "X"'), [[], { wwn: '0x5002538c405dbf10', model: 'X' }]);
});

test('whatever is done to a file: no crash, everything in the report, a spec that is valid', async () => {
  const keys = ['global', 'network', 'disk-setup', 'disk_setup', 'fqdn', 'source', 'cidr', 'dns', 'gateway', 'filter', 'filter-match', 'disk-list', 'disk_list', 'lvm', 'zfs', 'btrfs', 'raid', 'root-password', 'root_password', 'root-ssh-keys', 'url', 'first-boot', 'post-installation-webhook', 'ID_SERIAL', 'ID_NET_NAME', 'ID_NET_NAME_MAC', 'DEVNAME'];
  const values = ['sda', '/dev/vda', 'ext4', 'btrfs', 'zfs', 'raid0', 'from-dhcp', 'from-answer', 'all', 'enp1s0', '*525400123456', '192.0.2.1', '192.0.2.1/24', '2001:db8::1', 'https://example.net/', 'https://a:b@example.net/', ['sda'], ['sda', 'sdb'], { ID_SERIAL: 'abcdefgh' }, { raid: 'raid1' }];
  // TOML's own trees, in JSON: the tree is what is translated.
  const mutated = mutatedTrees(await Promise.all(names.map(async (name) => valueOf(textOf(name)))), keys, values);
  await fc.assert(fc.asyncProperty(mutated, async (text) => {
    const document = await readDocument(bytes(text), 'mutated.json');
    if (!document.ok) return;
    isProxmox(document.value);
    const translation = await translateProxmox(document, nobody);
    const { report, spec, refused } = translation;
    hasEveryValue(document.value, report, text);
    assert.equal(refused, report.counts.refused > 0);
    assert.ok(refused && spec.cognos.unattended === undefined && spec.cognos.storage?.disk?.wipe === undefined);
    await readsBack(translation, 'mutated');
  }), { numRuns: 500 });
});
