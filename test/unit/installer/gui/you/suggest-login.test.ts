import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { suggestLogin } from '../../../../../installer/gui/renderer/screens/you/suggest-login.ts';

for (const [fullName, login] of [
  ['Ada Lovelace', 'ada'], ['  José   Ñandú ', 'jose'], ['Jörg Groß', 'joerg'], ["O'Brien, Pat", 'obrien'], ['Łukasz', 'lukasz'], ['Şebnem Yılmaz', 'sebnem'],
  ['Ада Лавлейс', 'ada'], ['Щедрин', 'shchedrin'], ['Μαρία Κάλλας', 'maria'], ['Jean-Luc Picard', 'jean-luc'], ['3rd Floor', 'floor'], ['Phạm Đức', 'pham'],
  // Names of the system are left to it.
  ['Backup Smith', 'backups'], ['Man Ray', 'manr'],
  // Nothing that could be spelled without asking its owner.
  ['田中 花子', ''], ['محمد', ''], ['', ''], ['42', ''],
] as const) {
  test(`"${fullName}" may log in as "${login}"`, () => { assert.equal(suggestLogin(fullName), login); });
}

test('what is suggested is a name that useradd takes, or nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => { assert.match(suggestLogin(name), /^([a-z_][a-z0-9_-]{0,31})?$/); }));
});
