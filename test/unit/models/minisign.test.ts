/** The signatures here were made by minisign 0.11. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readKey, verifySignature } from '../../../shared/models/minisign.ts';

const key = readKey('untrusted comment: minisign public key EF9E39D692DD4E22\nRWQiTt2S1jme7z4Ks8y8H75veleqPkbZO+AjEMZSRu4bNgEn4qTPTVJv\n');
const content = Buffer.from('hello catalogue\n');
const prehashed = `untrusted comment: signature from minisign secret key
RUQiTt2S1jme74STMQSoSSg7HWyahMMY72T1wrv/01zw9LByspWReJcrubDmeNVBrQl4+XQqIHnBuFLj8ale4M4V58IQoil/1g4=
trusted comment: timestamp:1
l7b3g2IOCULzDREYft7dIX4drvMvr+fRs1m/OymSjQE6nau5tMsvod7h+3Y/KpFsKiAjwVdimguUNftX8DyrDQ==
`;
const legacy = `untrusted comment: signature from minisign secret key
RWQiTt2S1jme706rAB5wQSNL42kkKTBKEOAgoPVRDdQ+F9nRdxEFyEXRCbjSP1JVTsR6L2Ri/Y07q0kwfgQIRR/R7A2RciFz1Qw=
trusted comment: timestamp:1
GM+ItlC353o79h0uWRwzyu1L/9UfljVAp4s26uTOFZDtqgPZ0yjwig4oZNXj4ZGeU6v5Ykcj73gNHtFnS0HNBA==
`;

test('both forms of minisign are good, and give the trusted comment', () => {
  assert.equal(key.id, 'EF9E39D692DD4E22');
  assert.equal(verifySignature(content, prehashed, [key]), 'timestamp:1');
  assert.equal(verifySignature(content, legacy, [key]), 'timestamp:1');
});

const wrong = /^CatalogueError: the signature of the catalogue is wrong: it was changed after it was signed, or signed by someone else$/;
for (const [name, signature] of [['prehashed', prehashed], ['legacy', legacy]] as const) {
  test(`${name}: changed content, a changed comment, a changed signature`, () => {
    assert.throws(() => verifySignature(Buffer.from('hello Catalogue\n'), signature, [key]), wrong);
    assert.throws(() => verifySignature(content, signature.replace('timestamp:1', 'timestamp:2'), [key]), wrong);
    assert.throws(() => verifySignature(content, signature.replace('jme7', 'jme7').replace(/(jme7.{20})./, '$1A'), [key]), wrong);
  });
}

test('what is no signature, no key, or of nobody known', () => {
  for (const text of ['', 'x', prehashed.replace('\ntrusted comment: ', '\ncomment: '), prehashed.replace('RUQi', 'RUUi'), prehashed.slice(0, 100)]) {
    assert.throws(() => verifySignature(content, text, [key]), /^CatalogueError: the signature of the catalogue is no minisign signature$/);
  }
  assert.throws(() => verifySignature(content, prehashed, []), /^CatalogueError: the catalogue is signed with key EF9E39D692DD4E22, which is not trusted here$/);
  assert.throws(() => readKey('ssh-ed25519 AAAA'), /^CatalogueError: the key of the catalogue is no minisign public key$/);
});
