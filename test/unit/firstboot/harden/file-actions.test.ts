/** Actions over many files, with the real find and chmod on a real folder. */
import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { closeLogs } from '../../../../firstboot/harden/actions/close-logs.ts';
import { tidyWritable } from '../../../../firstboot/harden/actions/tidy-writable.ts';
import type { ActionContext } from '../../../../shared/harden/action.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { runContext } from './facts.ts';

const isRoot = process.getuid?.() === 0;

async function withFolder(check: (folder: string, context: ActionContext) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-files-'));
  // The whole machine is this folder, its logs are in it.
  const places: Record<string, string> = { '/': folder, '/home': join(folder, 'log'), '/var/log': join(folder, 'log') };
  mkdirSync(join(folder, 'log'));
  try {
    await check(folder, runContext({ ...localHost, run: (file, args, options) => localHost.run(file, args.map((word) => places[word] ?? word), options) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function put(folder: string, name: string, mode: number): string {
  const path = join(folder, name);
  if (name.endsWith('/')) mkdirSync(path);
  else writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

test('what everybody may write: files lose it, folders become like /tmp, and undo gives it back', async () => {
  await withFolder(async (folder, context) => {
    const [file, open, shared, fine] = [put(folder, 'a file -n', 0o666), put(folder, 'open/', 0o777), put(folder, 'shared/', 0o1777), put(folder, 'fine', 0o644)];
    assert.match(await tidyWritable.check({}, context) ?? '', /^everybody may write to .*a file -n, .*open\/?$/);
    const saved = await tidyWritable.save?.({}, context) ?? '';
    await tidyWritable.apply({}, context);
    assert.deepEqual([file, open, shared, fine].map(modeOf), ['664', '1777', '1777', '644']);
    assert.equal(await tidyWritable.check({}, context), undefined);
    await tidyWritable.undo?.({}, saved, context);
    assert.deepEqual([file, open, shared, fine].map(modeOf), ['666', '777', '1777', '644']);
  });
});

test('a file of nobody is named and left alone', { skip: isRoot ? false : 'needs root' }, async () => {
  await withFolder(async (folder, context) => {
    const path = put(folder, 'lost', 0o644);
    chownSync(path, 54321, 54321);
    await tidyWritable.apply({}, context);
    assert.match(await tidyWritable.check({}, context) ?? '', /^no account owns \(give them an owner with chown\) .*lost$/);
    assert.equal(statSync(path).uid, 54321);
  });
});

test('logs are closed to others, but for those of logins, and opened again by undo', async () => {
  await withFolder(async (folder, context) => {
    const logs = join(folder, 'log');
    const [open, closed, logins] = [put(logs, 'dpkg.log', 0o644), put(logs, 'auth.log', 0o640), put(logs, 'wtmp.1', 0o664)];
    assert.match(await closeLogs.check({}, context) ?? '', /^everybody may read .*dpkg\.log$/);
    const saved = await closeLogs.save?.({}, context) ?? '';
    await closeLogs.apply({}, context);
    assert.deepEqual([open, closed, logins].map(modeOf), ['640', '640', '664']);
    assert.equal(await closeLogs.check({}, context), undefined);
    await closeLogs.undo?.({}, saved, context);
    assert.deepEqual([open, closed, logins].map(modeOf), ['644', '640', '664']);
  });
});
