import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSources, parseIndexTargets } from '../../../installer/medium/apt-sources.ts';

const targets = `http://mirror.example/debian/ bookworm-updates main
http://mirror.example/debian/ bookworm main
http://mirror.example/debian/ bookworm contrib
http://mirror.example/security/ bookworm-security main
https://packages.example/tools tools-bookworm main
http://second.example/debian/ bookworm main
`;

test("the machine's own mirror is used, its first for each suite, other archives never", () => {
  assert.equal(formatSources(parseIndexTargets(targets)), `deb http://mirror.example/debian/ bookworm main non-free-firmware
deb http://mirror.example/debian/ bookworm-updates main non-free-firmware
deb http://mirror.example/security/ bookworm-security main non-free-firmware
`);
});

test('no bookworm, no sources', () => {
  assert.deepEqual(parseIndexTargets('http://mirror.example/debian/ trixie main\n'), []);
});
