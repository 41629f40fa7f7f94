import assert from 'node:assert/strict';
import { test } from 'node:test';
import findings from '../../../../assets/translations/en/findings.json' with { type: 'json' };
import { judgePassword } from '../../../../installer/wizard/judge-password.ts';
import { passwordFault } from '../../../../shared/account/password-rule.ts';

const texts: Record<string, string> = findings;

test('strength is zxcvbn’s, with ids that the screens translate', async () => {
  const bad = await judgePassword('password');
  assert.deepEqual([bad.score, bad.warning, bad.suggestions], [0, 'topTen', ['anotherWord']]);
  const good = await judgePassword('Correct 7 horses, one staple');
  assert.deepEqual([good.score, good.refused], [4, undefined]);
});

test('what the rules refuse has a code, words and their values', async () => {
  const refused: [text: string, code: string][] = [
    ['', 'password-empty'], ['tab\tin the Middle 7', 'password-control'], ['Short 7', 'password-short'], [`Aa7 ${'ü'.repeat(130)}`, 'password-long'],
    ['only small letters', 'password-kinds'], ['Ada is Great 77 times', 'password-name'], ['Aaaaaa 7 horses!', 'password-repeat'], ['Horses 12345 run!', 'password-sequence'],
  ];
  for (const [text, code] of refused) {
    const judgement = await judgePassword(text, 'ada');
    assert.equal(judgement.refused, code, text);
    assert.ok(passwordFault(text, 'ada'));
    for (const [, name = ''] of (texts[code] ?? assert.fail(code)).matchAll(/\{(\w+)\}/g)) assert.ok(judgement.values?.[name] !== undefined, `${code} {${name}}`);
  }
});

test('a name in the password makes it weaker', async () => {
  const [known, unknown] = await Promise.all(['lovelacelovelace', ''].map((user) => judgePassword('lovelacelovelace', user)));
  assert.ok(known && unknown && known.score < unknown.score, JSON.stringify([known, unknown]));
});
