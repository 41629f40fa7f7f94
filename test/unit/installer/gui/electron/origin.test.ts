import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentPolicy, isOurs } from '../../../../../installer/gui/electron/origin.ts';
import { servedFile } from '../../../../../installer/gui/electron/served-file.ts';

test('only our own pages are ours', () => {
  for (const address of ['cognos://app/', 'cognos://app/index.html#review', 'cognos://app/assets/a.js?v=1']) assert.equal(isOurs(address), true, address);
  for (const address of [
    'https://app/', 'file:///etc/passwd', 'cognos://other/', 'cognos://app.evil.example/', 'cognos://app:1/', 'cognos://user@app/', 'cognos:app', 'cognos:///app/', 'javascript:alert(1)',
    'data:text/html,x', 'about:blank', 'blob:cognos://app/x', 'devtools://devtools/', '', 'not an address',
  ]) assert.equal(isOurs(address), false, address);
});

test('the policy allows nothing inline and nothing from elsewhere', () => {
  assert.match(contentPolicy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(contentPolicy, /unsafe|\*|https?:/);
});

test('a request is for a file of the folder, or for nothing', () => {
  assert.deepEqual(servedFile('cognos://app/', '/gui'), { path: '/gui/index.html', type: 'text/html; charset=utf-8' });
  assert.deepEqual(servedFile('cognos://app/assets/index-AbC_1.js?x#y', '/gui'), { path: '/gui/assets/index-AbC_1.js', type: 'text/javascript; charset=utf-8' });
  assert.equal(servedFile('cognos://app/fonts/noto.woff2', '/gui')?.type, 'font/woff2');
});

test('no request leads out of the folder', () => {
  for (const path of ['..%2fsecret.json', 'a/..%2f..%2fsecret.json', '%2fetc/passwd.txt', 'a%5c..%5cb.js', '.hidden.json', 'a/.git/config.json', 'x%00.js', '%ff.js', 'etc/passwd']) {
    assert.equal(servedFile(`cognos://app/${path}`, '/gui'), undefined, path);
  }
  // Resolved by the address parser itself, before anything is looked up: still inside.
  for (const up of ['../../', '%2e%2e/']) assert.equal(servedFile(`cognos://app/${up}secret.json`, '/gui')?.path, '/gui/secret.json');
  assert.equal(servedFile('cognos://elsewhere/index.html', '/gui'), undefined);
});
