import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fitsSizeRule, parseSize, parseSizeRule } from '../../../shared/spec/size.ts';

const factors = { B: 1, K: 1e3, KB: 1e3, M: 1e6, MB: 1e6, G: 1e9, GB: 1e9, T: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

test('a whole number and a unit are their product', () => {
  fc.assert(fc.property(fc.nat(5000), fc.constantFrom(...Object.keys(factors) as (keyof typeof factors)[]), fc.constantFrom('', ' '), (amount, unit, space) => {
    assert.equal(parseSize(`${amount}${space}${unit}`), amount * factors[unit]);
  }));
});

test('a part of a unit is rounded down to bytes', () => {
  assert.equal(parseSize('1.5GiB'), 1.5 * 2 ** 30);
  assert.equal(parseSize('0.0001K'), 0);
});

test('what is no size is undefined, never a guess', () => {
  for (const text of ['', '40', 'G', '-1G', '1e3G', '40 GBit', '40g', '1_000M', '99999999T', '40G ']) assert.equal(parseSize(text), undefined, text);
  fc.assert(fc.property(fc.string(), (text) => {
    const bytes = parseSize(text);
    assert.ok(bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0));
  }));
});

test('a rule compares, and without a relation means exactly', () => {
  const fits = (bytes: number, text: string): boolean => {
    const rule = parseSizeRule(text);
    assert.ok(rule, text);
    return fitsSizeRule(bytes, rule);
  };
  assert.deepEqual(['>=200G', '<=200G', '>200G', '<200G', '=200G', '200G'].map((rule) => fits(200e9, rule)), [true, true, false, false, true, true]);
  assert.deepEqual(['>=200G', '<=200G', '>200G', '<200G', '=200G', '200G'].map((rule) => fits(200e9 - 1, rule)), [false, true, false, true, false, false]);
  assert.equal(parseSizeRule('=>200G'), undefined);
});
