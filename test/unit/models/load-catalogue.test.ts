import assert from 'node:assert/strict';
import test from 'node:test';
import { builtinCatalogue } from '../../../shared/models/builtin-catalogue.ts';
import type { Catalogue } from '../../../shared/models/catalogue.ts';
import { loadCatalogue } from '../../../shared/models/load-catalogue.ts';
import { recordingHost, type RecordingHost } from '../../fakes/recording-host.ts';
import { makeSigner, signText } from './sign-catalogue.ts';

const signer = makeSigner('ours');
const stranger = makeSigner('theirs');
const keys = [signer.publicKey];
const now = new Date('2027-01-01T00:00:00Z');
const write = (changes: Partial<Catalogue>): string => JSON.stringify({ ...builtinCatalogue, serial: 5, ...changes });

function offer(host: RecordingHost, text: string, by = signer): void {
  host.files.set('/media/own.json', { content: text, mode: 0o644 });
  host.files.set('/media/own.json.minisig', { content: signText(text, by), mode: 0o644 });
}

async function refused(host: RecordingHost, when = now): Promise<string> {
  return loadCatalogue(host, '/media/own.json', { keys, now: when, store: '/var/lib/cognos/catalogue' }).then(() => 'not refused', (error: Error) => error.message);
}

test('a signed catalogue from a file', async () => {
  const host = recordingHost();
  offer(host, write({}));
  const { catalogue, warning } = await loadCatalogue(host, '/media/own.json', { keys, now });
  assert.deepEqual([catalogue.serial, warning], [5, undefined]);
});

test('from an address: https and nothing else, also after a redirect', async () => {
  const text = write({});
  const host = recordingHost({ commands: { curl: ({ args }) => (args.at(-1)?.endsWith('.minisig') ? signText(text, signer) : text) } });
  assert.equal((await loadCatalogue(host, 'https://models.example/own.json', { keys, now })).catalogue.serial, 5);
  assert.equal(host.lines[0], 'curl --fail --silent --show-error --location --proto =https --max-redirs 5 --max-time 60 --max-filesize 4194304 -- https://models.example/own.json');
  await assert.rejects(loadCatalogue(host, 'http://models.example/own.json', { keys, now }), { message: 'http://models.example/own.json: a catalogue is fetched over https only' });
});

test('from a volume with the label, mounted read-only and for no longer than that; nothing above its root', async () => {
  const text = write({});
  const stick = { path: '/dev/sdb1', type: 'part', fstype: 'vfat', label: 'COGNOS-AI', mountpoints: [null], rm: true, tran: null, size: 1e9 };
  const host = recordingHost({
    files: { '/run/cognos/volume-sdb1/own.json': text, '/run/cognos/volume-sdb1/own.json.minisig': signText(text, signer) },
    commands: { lsblk: JSON.stringify({ blockdevices: [{ ...stick, path: '/dev/sdb', type: 'disk', fstype: null, label: null, tran: 'usb', children: [stick] }] }), mount: '', umount: '', rmdir: '' },
  });
  assert.equal((await loadCatalogue(host, 'volume:own.json', { keys, now })).catalogue.serial, 5);
  assert.ok(host.lines.some((line) => line.startsWith('mount --types vfat --options ro,nosuid,nodev,noexec --source /dev/sdb1')), host.lines.join('\n'));
  assert.ok(host.lines.at(-2)?.startsWith('umount'));
  assert.equal((await loadCatalogue(host, 'volume:../../own.json', { keys, now })).catalogue.serial, 5);
  await assert.rejects(loadCatalogue(host, 'volume:other.json', { keys, now }), { message: 'volume:other.json: there is no volume labelled COGNOS-AI with other.json on it' });
});

test('refusals, word for word', async () => {
  const host = recordingHost();
  offer(host, write({}), stranger);
  assert.equal(await refused(host), '/media/own.json: the catalogue is signed with key 2020737269656874, which is not trusted here');
  offer(host, write({}));
  host.files.set('/media/own.json', { content: write({ serial: 6 }), mode: 0o644 });
  assert.equal(await refused(host), '/media/own.json: the signature of the catalogue is wrong: it was changed after it was signed, or signed by someone else');
  offer(host, write({ expires: '2026-12-31' }));
  assert.equal(await refused(host), '/media/own.json: the catalogue expired on 2026-12-31, and today is 2027-01-01 or later');
  offer(host, '{');
  assert.equal(await refused(host), '/media/own.json: the catalogue is not JSON');
  offer(host, 'x'.repeat(4194305));
  assert.equal(await refused(host), '/media/own.json: /media/own.json is larger than 4194304 bytes');
  host.files.delete('/media/own.json.minisig');
  offer(host, write({}));
  host.files.delete('/media/own.json.minisig');
  assert.match(await refused(host), /^\/media\/own\.json: \/media\/own\.json\.minisig cannot be read: ENOENT/);
});

test('a clock that stands at 1970 does not revive an expired catalogue', async () => {
  const host = recordingHost();
  offer(host, write({ issued: '2025-01-01', expires: '2026-01-01' }));
  assert.equal(await refused(host, new Date(0)), `/media/own.json: the catalogue expired on 2026-01-01, and today is ${builtinCatalogue.issued} or later`);
});

test('after a good one, whatever is wrong leaves it in use', async () => {
  const host = recordingHost();
  const load = () => loadCatalogue(host, '/media/own.json', { keys, now, store: '/var/lib/cognos/catalogue' });
  offer(host, write({}));
  assert.equal((await load()).warning, undefined);
  assert.equal((await load()).warning, undefined, 'the same again is no rollback');
  const keeps = async (text: string, reason: string, by = signer): Promise<void> => {
    offer(host, text, by);
    const { catalogue, warning } = await load();
    assert.deepEqual([catalogue.serial, warning], [5, `/media/own.json: ${reason}; the catalogue of ${builtinCatalogue.issued} stays in use`]);
  };
  await keeps(write({ serial: 4 }), 'the catalogue has serial 4, older than 5, which was seen before');
  await keeps(write({ models: builtinCatalogue.models.slice(0, 1) }), 'the catalogue has serial 5 like the one seen before, but not the same content');
  await keeps(write({ serial: 6 }), 'the catalogue is signed with key 2020737269656874, which is not trusted here', stranger);
  await keeps(write({ serial: 6, expires: '2026-12-31' }), 'the catalogue expired on 2026-12-31, and today is 2027-01-01 or later');
  offer(host, write({ serial: 6 }));
  assert.deepEqual((await load()).catalogue.serial, 6);
});

test('what lies in the store without a signature is not believed', async () => {
  const host = recordingHost();
  const store = '/var/lib/cognos/catalogue/last-catalogue.json';
  for (const content of [JSON.stringify({ text: write({ serial: 9 }), signature: signText(write({ serial: 9 }), stranger) }), '{"text":', '{}']) {
    host.files.set(store, { content, mode: 0o644 });
    offer(host, write({}));
    const loaded = await loadCatalogue(host, '/media/own.json', { keys, now, store: '/var/lib/cognos/catalogue' });
    assert.deepEqual([loaded.catalogue.serial, loaded.warning], [5, undefined]);
  }
});
