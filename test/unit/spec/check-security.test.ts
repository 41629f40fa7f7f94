import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFinding } from '../../../shared/errors.ts';
import { readDocument } from '../../../shared/spec/read-document.ts';
import { validateSpec } from '../../../shared/spec/validate-spec.ts';

async function findings(security: string): Promise<string[]> {
  const document = await readDocument(Buffer.from(`#cloud-config\ncognos:\n  version: 1\n  security:\n${security}`), 'spec.yaml');
  assert.ok(document.ok);
  const validation = await validateSpec(document.value, document);
  return (validation.ok ? validation.warnings : validation.findings).map(formatFinding);
}

test('known services, ports, networks and controls are taken', async () => {
  assert.deepEqual(await findings('    firewall: {allow: [ssh, 8080/tcp, {service: dns, from: [192.0.2.0/24, 198.51.100.7, "2001:db8::/32"]}]}\n    skip: [banner-motd]\n'), []);
});

test('an unknown service is refused where it stands, with the nearest', async () => {
  assert.deepEqual(await findings('    firewall:\n      allow:\n        - shh\n        - {service: htttp, from: [192.0.2.0/24]}\n'), [
    'spec.yaml:7:11: cognos.security.firewall.allow[0]: "shh" is no service that is known here; did you mean ssh? A port is written as 8080/tcp',
    'spec.yaml:8:21: cognos.security.firewall.allow[1].service: "htttp" is no service that is known here; did you mean http? A port is written as 8080/tcp',
  ]);
});

test('ports that are none, networks that are none', async () => {
  assert.deepEqual(await findings('    firewall: {allow: [99999/tcp, {service: ssh, from: [192.0.2.0/33, 1.2.3, 192.0.2.9/24, "fe80::/129"]}]}\n'), [
    'spec.yaml:5:24: cognos.security.firewall.allow[0]: "99999/tcp" is no port: ports are 1 to 65535, for example 8080/tcp',
    'spec.yaml:5:57: cognos.security.firewall.allow[1].from[0]: "192.0.2.0/33" is neither a network in CIDR form nor an address; write for example 192.0.2.0/24 or 2001:db8::/32',
    'spec.yaml:5:71: cognos.security.firewall.allow[1].from[1]: "1.2.3" is neither a network in CIDR form nor an address; write for example 192.0.2.0/24 or 2001:db8::/32',
    'spec.yaml:5:78: cognos.security.firewall.allow[1].from[2]: "192.0.2.9/24" is an address in a network, not a network: bits behind /24 are set; write 192.0.2.0/24 for the network, or the address alone',
    'spec.yaml:5:92: cognos.security.firewall.allow[1].from[3]: "fe80::/129" is neither a network in CIDR form nor an address; write for example 192.0.2.0/24 or 2001:db8::/32',
  ]);
});

test('a control that is none, and a firewall of the profile without one', async () => {
  assert.deepEqual(await findings('    skip: [baner-motd]\n'), ['spec.yaml:5:12: cognos.security.skip[0]: "baner-motd" is no control; did you mean banner-motd?']);
  assert.match((await findings('    profile: none\n    firewall: {allow: [ssh]}\n'))[0] ?? '', /^spec\.yaml:6:\d+: warning: cognos\.security\.firewall: the profile none has no firewall/);
});
