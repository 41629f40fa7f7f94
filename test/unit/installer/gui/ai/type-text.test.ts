import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, writtenAfter } from '../../../../../installer/gui/renderer/screens/ai/type-text.ts';

const samples: Record<string, string> = {
  en: 'A server answers questions about itself: understandable, without looking anything up.',
  de: 'Donaudampfschifffahrtsgesellschaften sind selten.',
  ja: '言語モデルはこの機械の上で動きます。',
  ar: 'يعمل النموذج على هذا الخادم.',
  hi: 'यह मॉडल इसी मशीन पर चलता है।',
};

for (const [language, text] of Object.entries(samples)) {
  test(`${language}: the pieces together are the text`, () => { assert.equal(piecesOf(text, language).join(''), text); });
}

test('English comes to about four tokens for three words', () => {
  const text = samples['en'] ?? '';
  const ratio = piecesOf(text, 'en').length / text.split(' ').length;
  assert.ok(ratio > 1.1 && ratio < 1.8, String(ratio));
});

test('no piece begins with a combining mark', () => {
  assert.ok(piecesOf('समझदारीपूर्णतापूर्वक', 'hi').every((piece) => !/^\p{M}/u.test(piece)));
});

test('after two seconds at three tokens a second six are there', () => {
  const pieces = piecesOf(samples['en'] ?? '', 'en');
  assert.deepEqual(writtenAfter(pieces, 2, 3), { text: pieces.slice(0, 6).join(''), done: false });
  assert.deepEqual(writtenAfter(pieces, 0, 3), { text: '', done: false });
  assert.deepEqual(writtenAfter(pieces, 1e6, 3), { text: samples['en'], done: true });
});
