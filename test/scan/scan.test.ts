/** The whole of the hardening judged by scanners that we did not write, on the root that the medium carries. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ensurePackages } from '../../installer/medium/build-packages.ts';
import { readAccepted, type AcceptedFailure } from './accepted-failures.ts';
import { within } from './enclosure.ts';
import { complaints, figures } from './judge.ts';
import { logIns } from './log-in.ts';
import { scanPackages } from './packages.ts';
import { here } from './places.ts';
import { formatScan } from './report.ts';
import { freshRoot } from './root.ts';
import { hardenRoot, scanRoot } from './scan-root.ts';
import { ssgContent } from './ssg-content.ts';

let root = '';
let content = '';
let accepted: AcceptedFailure[] = [];

before(async () => {
  await ensurePackages(scanPackages);
  [content, accepted, root] = [await ssgContent(), await readAccepted(), await freshRoot('test')];
});

test('before hardening everybody with a key comes in, and passwords are asked for', async () => {
  assert.deepEqual(Object.fromEntries(await logIns(root)), {
    'ada with her key': true, 'a service account with a key': true, 'root with a key': true, 'ada with a password': true,
  });
});

// In the order of the levels, on one root: a machine may be raised from one to the next as well.
for (const profile of ['cis-level1-server', 'cis-level2-server'] as const) {
  test(`${profile}: at least ${figures[profile]}, and every rule that fails has its reason`, async () => {
    // Lynis takes a minute and knows no levels: what the lower one reaches, the higher one does.
    const result = await scanRoot(root, profile, content, await hardenRoot(root, profile), { lynis: profile === 'cis-level1-server' });
    process.stdout.write(`${formatScan(result, accepted)}\n`);
    assert.deepEqual(complaints(result, accepted), []);
  });

  test(`${profile}: applied again, there is nothing left to do, and nothing is written`, async () => {
    const written = ['sh', '-c', 'find /etc /usr/share/pam-configs /root /home -type f -printf "%p %C@\\n" | sort'];
    const before = (await within(root, written)).split('\n');
    assert.deepEqual(await hardenRoot(root, profile), []);
    assert.deepEqual((await within(root, written)).split('\n').filter((line) => !before.includes(line)), []);
  });

  test(`${profile}: people with a key come in over ssh, and nobody else`, async () => {
    assert.deepEqual(Object.fromEntries(await logIns(root)), {
      'ada with her key': true, 'a service account with a key': false, 'root with a key': false, 'ada with a password': false,
    });
  });

  test(`${profile}: the programs whose files were written accept them`, async () => {
    await within(root, ['sh', '-c', 'mkdir -p /run/sshd && sshd -t']);
    await within(root, ['visudo', '--check', '--strict']);
    await within(root, ['aide', '--config=/etc/aide/aide.conf', '--config-check']);
    if (profile === 'cis-level2-server') assert.match(await within(root, ['sh', '-c', 'augenrules --check; cat /etc/audit/audit.rules']), /No change[\s\S]*^-e 2\s*$/m);
  });
}

test('the files of /etc/pam.d are as their tool makes them, so that packages can go on changing them', async () => {
  const before = await within(root, ['sh', '-c', 'cat /etc/pam.d/common-*']);
  assert.equal(await within(root, ['sh', '-c', 'pam-auth-update --package 2>&1; cat /etc/pam.d/common-*']), before);
});

test('the tailoring leaves out exactly the rules that exclude each other', async () => {
  const text = await readFile(join(here, 'tailoring.xml'), 'utf8');
  const left = [...text.matchAll(/content_rule_(\w[\w-]*)" selected="false"/g)].map(([, rule]) => rule);
  assert.deepEqual([...new Set(left)], accepted.filter(({ kind }) => kind === 'exclusive').map(({ rule }) => rule));
});
