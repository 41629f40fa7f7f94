import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../../../../../installer/gui/renderer/i18n/english.ts';
import { isolatePieces } from '../../../../../installer/gui/renderer/i18n/isolate.ts';
import { speak } from '../../../../../installer/gui/renderer/i18n/speak.ts';

/** Marks that can be read: [from the left], <from the right>. */
const readable = (text: string): string => text.replaceAll('\u2066', '[').replaceAll('\u2067', '<').replace(/\u2069/g, ']');

const pieces: readonly (readonly [sentence: string, isolated: string])[] = [
  ['ألصق السطر الوحيد من ملف .pub.', 'ألصق السطر الوحيد من ملف [.pub].'],
  ['الملف authorized_keys.', 'الملف [authorized_keys].'],
  ['ومع vendor_repositories: true سيُستخدم.', 'ومع [vendor_repositories: true] سيُستخدم.'],
  ['يُكتب المنفذ بالصيغة 8080/tcp.', 'يُكتب المنفذ بالصيغة [8080/tcp].'],
  ['لا يمكن هنا استخدام خيارات، مثل command=.', 'لا يمكن هنا استخدام خيارات، مثل [command=].'],
  ['נדרש 1 GiB.', 'נדרש [1 GiB].'],
  ['16 GB', '[16 GB]'],
  ['קושחה במצב BIOS (CSM 2.0).', 'קושחה במצב BIOS ([CSM 2.0]).'],
  ['CognOS מותקנת', 'CognOS מותקנת'],
  ['Center for Internet Security', 'Center for Internet Security'],
  ['Docker, Podman או edge-01: כך', 'Docker, Podman או [edge-01]: כך'],
  ['ב־audit log (/var/log/audit). רישומים', 'ב־audit log ([/var/log/audit]). רישומים'],
  ['בין 256 ל־16,777,216', 'בין 256 ל־16,777,216'],
];
for (const [sentence, isolated] of pieces) {
  test(`pieces in order: ${isolated}`, () => { assert.equal(readable(isolatePieces(sentence)), isolated); });
}

const he = speak('he', { ...english, common: { ...english.common, version: 'גרסה {version} של {version}', gib: '{number} GiB' } }, { isolates: true });

test('a value is a piece of its own, and a number belongs to its unit', () => {
  assert.equal(readable(he('common.version', { version: 'edge-{x}' })), 'גרסה [edge-{x}] של [edge-{x}]');
  assert.equal(readable(he('common.version', { version: 7 })), 'גרסה 7 של 7');
  assert.equal(readable(he.bytes(8_254_390_272, 'binary')), '[7.7 GiB]');
  assert.equal(readable(he.bytes(16e9)), '[16 GB]');
  assert.equal(readable(he.bytes(1e6)), '[1 MB]');
  assert.equal(readable(he.list(['/dev/sda', 'a'])).replace(/\u200e/g, ''), '[/dev/sda] ו-[a]');
});

test('languages from the left have no marks', () => {
  assert.equal(speak('de', english)('common.version', { version: 'a-1' }), 'Version a-1');
});

test('a phrase of the page’s language that is put into another keeps running from the right', () => {
  assert.equal(readable(he('common.version', { version: he.facts(['NTFS', 'מחיצה']) })), 'גרסה <[NTFS], <מחיצה]] של <[NTFS], <מחיצה]]');
});

test('facts are parted as the script parts them', () => {
  assert.equal(speak('de', english).facts(['NTFS', '999 GB']), 'NTFS, 999 GB');
  assert.equal(speak('zh-Hans', english).facts(['a', 'b'], ';'), 'a；b');
});
