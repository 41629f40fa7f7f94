import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFinding } from '../../../shared/errors.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import { validateSpec } from '../../../shared/spec/validate-spec.ts';

async function findings(ai: string): Promise<string[]> {
  const document = await readDocument(Buffer.from(`#cloud-config\ncognos:\n  version: 1\n  ai:\n${ai}`), 'spec.yaml');
  assert.ok(document.ok);
  const validation = await validateSpec(document.value, document);
  return (validation.ok ? validation.warnings : validation.findings).map(formatFinding);
}

test('addresses of both kinds, a port and a name for each', async () => {
  for (const listen of ['127.0.0.1', '0.0.0.0', '"::"', '"2001:db8::1"']) {
    assert.deepEqual(await findings(`    api: {listen: ${listen}, port: 8080}\n    instances: [{name: a, model: m, port: 8081}, {name: b, model: m, port: 8082}]\n`), []);
  }
});

test('an address that is none, a port that is taken, a name that is taken: each where it stands', async () => {
  assert.deepEqual(await findings('    api: {listen: 1.2.3}\n    instances: [{name: a, model: m, port: 8080}, {name: b, model: m, port: 8081}, {name: b, model: n, port: 8081}]\n'), [
    'spec.yaml:5:19: cognos.ai.api.listen: "1.2.3" is no IP address; 127.0.0.1 is this machine alone, 0.0.0.0 every address it has',
    'spec.yaml:6:43: cognos.ai.instances[0].port: port 8080 is taken by the agent; give each agent a port of its own',
    'spec.yaml:6:90: cognos.ai.instances[2].name: there is another instance "b"; give each a name of its own',
    'spec.yaml:6:109: cognos.ai.instances[2].port: port 8081 is taken by the instance "b"; give each agent a port of its own',
  ]);
});
