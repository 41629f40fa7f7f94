import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import type { UserData } from '../../../cloud-init/read-user-data.ts';
import { formatFinding } from '../../../shared/errors.ts';

const hash = '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO';

async function read(text: string): Promise<UserData> {
  const reading = await readUserData(new TextEncoder().encode(text), 'f.yaml');
  assert.ok(reading.ok, reading.ok ? '' : reading.findings.map(formatFinding).join('\n'));
  return reading;
}

test('every example and every spec of the VM tests is valid', async () => {
  for (const folder of ['../../../cloud-init/examples/', '../../fixtures/specs/']) {
    const names = (await readdir(new URL(folder, import.meta.url))).filter((name) => name.endsWith('.yaml'));
    assert.ok(names.length >= 2);
    for (const name of names) {
      const reading = await readUserData(await readFile(new URL(`${folder}${name}`, import.meta.url)), name);
      assert.deepEqual(reading.ok ? reading.warnings : reading.findings, [], name);
    }
  }
});

test('secrets are taken out and what is handed over is one of them', async () => {
  const { spec, secrets, keys } = await read(`users: [{name: ada, lock_passwd: false, hashed_passwd: ${hash}, ssh_import_id: [gh:ada]}]
packages: [htop]
apt: {http_proxy: "http://u:p@proxy.example.net:3128", conf: CANARY-CONF}
network: {version: 2, wifis: {wl: {dhcp4: true, access-points: {office: {password: CANARY-WIFI}}}}}
cognos: {version: 1, firstboot: {report: {url: "https://example.net/", token: CANARY-TOKEN}}}
`);
  assert.deepEqual([...secrets.keys()].sort(), ['apt.http_proxy', 'cloud-init.user-data', 'cognos.firstboot.report.token', 'network.wifis.wl.access-points.office.password', 'users.ada.hashed_passwd']);
  assert.doesNotMatch(JSON.stringify({ spec, keys }), /CANARY|u:p@|\$y\$|htop|gh:ada/);
  assert.equal((spec.users?.[0] as { hashed_passwd: string }).hashed_passwd, '⟦secret:users.ada.hashed_passwd⟧');
  assert.equal(secrets.get('users.ada.hashed_passwd'), hash);
  assert.deepEqual(JSON.parse((secrets.get('cloud-init.user-data') ?? '').replace('#cloud-config\n', '')), {
    users: [{ name: 'ada', lock_passwd: false, ssh_import_id: ['gh:ada'] }], packages: ['htop'], apt: { conf: 'CANARY-CONF' },
  });
});

test('nothing that cloud-init\'s schema refuses is handed over: no empty list of users', async () => {
  const { secrets } = await read('hostname: a\nusers: [{name: ada}]\nruncmd: [[touch, /x]]\ncognos: {version: 1}\n');
  assert.deepEqual(JSON.parse((secrets.get('cloud-init.user-data') ?? '').replace('#cloud-config\n', '')), { runcmd: [['touch', '/x']] });
});

test('the plan hears what becomes of every key', async () => {
  const { keys, handOver } = await read(`hostname: a\nusers: [{name: ada, ssh_import_id: [gh:ada]}]\npackages: [htop]\napt: {proxy: "http://p.example.net", conf: x}\ncognos: {version: 1, ai: {model: none}}\n`);
  assert.deepEqual(keys.map(({ key: name, by }) => `${name} ${by}`), [
    'hostname installer', 'users installer', 'users.ada.ssh_import_id cloud-init', 'packages cloud-init', 'apt installer', 'apt.conf cloud-init', 'cognos installer', 'cognos.ai first-boot',
  ]);
  assert.equal(handOver, true);
  assert.equal((await read('hostname: a\ncognos: {version: 1}\n')).handOver, false);
});

test('the fingerprint follows the secrets and nothing else when there are none', async () => {
  const withHash = (value: string): string => `users: [{name: ada, lock_passwd: false, hashed_passwd: ${value}}]\ncognos: {version: 1}\n`;
  const one = (await read(withHash(hash))).fingerprint;
  assert.equal(one, (await read(withHash(hash))).fingerprint);
  assert.notEqual(one, (await read(withHash(hash.replace('F5Jx', 'F5Jy')))).fingerprint);
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal((await read('hostname: a\ncognos: {version: 1}\n')).fingerprint, (await read('hostname: b\ncognos: {version: 1}\n')).fingerprint);
});

test('users mean what cloud-init says they mean', async () => {
  const users = async (text: string): Promise<unknown> => (await read(`${text}cognos: {version: 1}\n`)).spec.users;
  const names = async (text: string): Promise<string[]> => ((await users(text)) as { name: string }[]).map(({ name }) => name);
  assert.deepEqual(await names(''), ['debian']);
  assert.deepEqual(await names('users: [{name: ada}]\n'), ['ada']);
  assert.deepEqual(await names('users: [default, {name: ada}]\n'), ['debian', 'ada']);
  assert.deepEqual(await names('users: [{name: ada}]\nuser: {name: admin}\n'), ['ada', 'admin']);
  assert.deepEqual(await users(`users: [{name: ada}, bob]\nssh_authorized_keys: ["${key}"]\n`), [{ name: 'ada', ssh_authorized_keys: [key] }, { name: 'bob' }]);
  assert.deepEqual(((await users(`users: [{name: ada}, default]\nssh_authorized_keys: ["${key}"]\n`)) as { ssh_authorized_keys?: string[] }[]).map((user) => user.ssh_authorized_keys), [undefined, [key]]);
});

test('a way to lock everybody out is warned of', async () => {
  assert.deepEqual((await read('users: [{name: ada}]\ncognos: {version: 1}\n')).warnings.map(formatFinding), [
    'f.yaml:1:1: warning: users: nobody will be able to log in: no user has an ssh key, or a password with lock_passwd: false',
  ]);
});

test('no finding ever carries a secret', async () => {
  const places = [
    'users: [{name: ada, passwd: V}]', 'users: [{name: ada, passwd: [V]}]', 'users: [{name: ada, plain_text_passwd: V}]', 'users: [{name: ada, hashed_passwd: {V: V}}]', 'password: V', 'password: [V]',
    'chpasswd: {users: [{name: ada, password: V, type: text}]}', 'chpasswd: {list: "ada:V"}', 'ssh_authorized_keys: ["-----BEGIN RSA PRIVATE KEY----- V"]', 'ssh_authorized_keys: [V]',
    'network: {version: 2, wifis: {w: {access-points: {a: {password: V}}}}}', 'network: {version: 2, ethernets: {l: {auth: {password: V, method: x}}}}', 'apt: {proxy: "nonsense V"}',
    'write_files: [{path: x, content: V}]', 'runcmd: {V: V}', 'cognos: {version: 1, firstboot: {report: {url: "https://u:V@example.net/", token: V}}}', 'hostname: "V', 'packages: [V, !x V]',
  ];
  for (const place of places) {
    for (const value of ['CANARY5', '98765432', '0765432', '1_2345']) {
      const text = `${place.replaceAll('{V: V}', '{k: V}').replaceAll(/\bV\b/g, value)}\n${place.startsWith('cognos') ? '' : 'cognos: {version: 1}\n'}`;
      const reading = await readUserData(new TextEncoder().encode(text), 'f.yaml');
      assert.ok(!JSON.stringify(reading.ok ? reading.warnings : reading.findings).includes(value), `${text} ${JSON.stringify(reading)}`);
    }
  }
});
