import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseOpener } from '../../../../../installer/gui/wizard/choose-opener.ts';
import { findElectron } from '../../../../../installer/gui/wizard/find-electron.ts';

const here = { browsers: ['/usr/bin/xdg-open', '/usr/bin/chromium'], hasDisplay: true, isRoot: false };

test('Electron where its runtime is, else the browser, and it says so', () => {
  assert.deepEqual(chooseOpener({ ...here, electron: '/e/electron' }), { with: 'electron', program: '/e/electron', words: 'Opening Electron.' });
  assert.deepEqual(chooseOpener({ ...here, whyNot: 'its runtime is not here' }),
    { with: 'browser', program: '/usr/bin/xdg-open', words: 'Without Electron (its runtime is not here): opening the same wizard in the browser.' });
});

test('nothing is opened without a display, without a browser, or as root', () => {
  for (const given of [{ ...here, hasDisplay: false }, { ...here, isRoot: true, electron: '/e/electron' }, { ...here, browsers: [] }]) {
    const { with: what, program, words } = chooseOpener(given);
    assert.deepEqual([what, program], ['nobody', undefined]);
    assert.match(words, /open the address/);
  }
});

function files(given: Record<string, string>) {
  return { exists: (path: string) => Promise.resolve(path in given), readFile: (path: string) => (path in given ? Promise.resolve(given[path] ?? '') : Promise.reject(new Error('ENOENT'))) };
}

test("Electron's runtime: there, not downloaded, of another version, or no package at all", async () => {
  const description = { '/m/electron/package.json': '{"version": "45.4.1"}' };
  const runtime = { '/m/electron/dist/electron': '', '/m/electron/dist/version': 'v45.4.1\n' };
  assert.deepEqual(await findElectron(files({ ...description, ...runtime }), '/m', {}), { folder: '/m/electron/dist', program: '/m/electron/dist/electron', version: '45.4.1' });
  assert.match(String(await findElectron(files(description), '/m', {})), /^its runtime 45\.4\.1 is not in \/m\/electron\/dist; /);
  assert.equal(await findElectron(files({ ...description, ...runtime, '/m/electron/dist/version': '44.0.0' }), '/m', {}), 'the runtime in /m/electron/dist is 44.0.0, not 45.4.1');
  assert.equal(await findElectron(files({}), '/m', {}), 'the npm package electron is not installed');
  assert.equal((await findElectron(files({ ...description, '/own/electron': '', '/own/version': '45.4.1' }), '/m', { ELECTRON_OVERRIDE_DIST_PATH: '/own' }) as { folder: string }).folder, '/own');
});
