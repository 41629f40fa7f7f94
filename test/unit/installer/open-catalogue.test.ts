import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCatalogue } from '../../../installer/headless/open-catalogue.ts';
import { formatFinding, RefusedError } from '../../../shared/errors.ts';
import { builtinCatalogue } from '../../../shared/models/builtin-catalogue.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

const user = { isRoot: true, env: {} };
/** Of the documentation of minisign. */
const key = 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3';

async function refusal(from: string, keys: string[], files: Record<string, string> = {}): Promise<string> {
  try {
    await openCatalogue({ from, keys }, recordingHost({ files }), user);
  } catch (error) {
    assert.ok(error instanceof RefusedError);
    assert.equal(error.exitCode, 2);
    return error.findings.map(formatFinding).join('\n');
  }
  return assert.fail('it was not refused');
}

test('without one of your own, that of this release, and nothing is looked for', async () => {
  const host = recordingHost();
  assert.deepEqual(await openCatalogue(undefined, host, user), { catalogue: builtinCatalogue, warnings: [] });
  assert.deepEqual(host.lines, []);
});

test('one that is absent, not signed or from an open line is refused in a sentence', async () => {
  assert.match(await refusal('/c.json', [key]), /^\/c\.json: /);
  assert.match(await refusal('/c.json', [key], { '/c.json': JSON.stringify(builtinCatalogue) }), /^\/c\.json: .*minisig/);
  assert.match(await refusal('http://example.net/c.json', [key]), /https only$/);
  assert.match(await refusal('/c.json', [key], { '/c.json': JSON.stringify(builtinCatalogue), '/c.json.minisig': 'untrusted comment: x\nAAAA\ntrusted comment: y\nBBBB\n' }), /signature/);
});
