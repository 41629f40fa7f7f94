/** Whatever is answered: one spec, the same through a file, and the same plan whoever reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readUserData, takeApart } from '../../../../cloud-init/read-user-data.ts';
import { planInstall } from '../../../../installer/planner/plan-install.ts';
import { offerDisks } from '../../../../installer/wizard/offer-disks.ts';
import { specFromAnswers, type AnsweredSecrets } from '../../../../installer/wizard/spec-from-answers.ts';
import { userDataText } from '../../../../installer/wizard/user-data-text.ts';
import { formatFinding } from '../../../../shared/errors.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import type { Answers } from '../../../../shared/protocol/answers.ts';
import { validateSpec } from '../../../../shared/spec/validate-spec.ts';
import { machineCalled, machines } from './recorded-machines.ts';
import { anyAnswers, nameOf, passwordHash, personsAnswers, sshKey } from './some-answers.ts';

const installable = [...machines].filter(([, machine]) => offerDisks(machine).some(({ refusal }) => refusal === undefined));
const secretsOf = ({ you, storage }: Answers): AnsweredSecrets => ({ ...you.hasPassword ? { passwordHash } : {}, ...storage.encrypt ? { passphrase: 'seven herons over the weir' } : {} });

/** The same spec and the same plan from the answers and from the file that is made of them. */
async function sameThroughFile(machine: Machine, answers: Answers): Promise<'planned' | 'refused'> {
  const spec = specFromAnswers(answers, secretsOf(answers), { machine });
  const validation = await validateSpec(spec);
  assert.ok(validation.ok, validation.ok ? '' : validation.findings.map(formatFinding).join('\n'));
  const text = userDataText(spec);
  const read = await readUserData(new TextEncoder().encode(text), 'user-data.yaml');
  assert.ok(read.ok, read.ok ? '' : `${read.findings.map(formatFinding).join('\n')}\n${text}`);
  const direct = takeApart(validation.spec, []);
  assert.deepEqual(read.spec, direct.spec);
  assert.deepEqual(read.secrets, direct.secrets);
  // The fingerprint follows from these two, and takes longer than all the rest.
  const fingerprint = '0'.repeat(64);
  const [one, other] = [planInstall(machine, { ...direct, fingerprint }), planInstall(machine, { ...read, fingerprint })];
  assert.deepEqual(one.ok ? one.plan.hash : one.refusals, other.ok ? other.plan.hash : other.refusals);
  return one.ok ? 'planned' : 'refused';
}

for (const [name, machine] of installable) {
  test(`${name}: the defaults with a disk and a user are an install`, async () => {
    for (const disk of offerDisks(machine).filter(({ refusal }) => refusal === undefined)) {
      const answers = personsAnswers(machine);
      assert.equal(await sameThroughFile(machine, { ...answers, storage: { ...answers.storage, disk: nameOf(disk) } }), 'planned', disk.title);
    }
  });
}

test('any answers on any machine: valid, the same through a file, the same plan', async () => {
  const outcomes = { planned: 0, refused: 0 };
  await fc.assert(fc.asyncProperty(fc.constantFrom(...installable).chain(([, machine]) => anyAnswers(machine).map((answers) => ({ machine, answers }))), async ({ machine, answers }) => {
    outcomes[await sameThroughFile(machine, answers)] += 1;
  }), { numRuns: 80, endOnFailure: true });
  assert.ok(outcomes.planned > 20 && outcomes.refused > 5, JSON.stringify(outcomes));
});

test('the plan writes to the disk that was chosen, on every machine and for every disk of it', () => {
  for (const [name, machine] of installable) {
    for (const disk of offerDisks(machine).filter(({ refusal }) => refusal === undefined)) {
      const answers = personsAnswers(machine);
      const proposal = planInstall(machine, takeApart(specFromAnswers({ ...answers, storage: { ...answers.storage, disk: nameOf(disk) } }, {}, { machine }), []));
      assert.ok(proposal.ok, `${name} ${disk.path}: ${proposal.ok ? '' : proposal.refusals.map(formatFinding).join()}`);
      assert.equal(proposal.plan.disk.path, disk.path, name);
    }
  }
});

test('permission to overwrite is given where a disk has only its name of today, and something on it', () => {
  const machine = machineCalled('uefi-virtio');
  const [first] = machine.disks;
  assert.ok(first);
  const { serial: _serial, wwn: _wwn, ...nameless } = { ...first, byId: [], path: '/dev/vda' };
  const spec = (disk: Machine['disks'][number]): unknown => {
    const here = { ...machine, disks: [disk] };
    return specFromAnswers({ ...personsAnswers(here), storage: { layout: 'btrfs', encrypt: false, hasPassphrase: false, sizes: {}, disk: { path: disk.path, bytes: disk.bytes } } }, {}, { machine: here }).cognos.storage?.disk;
  };
  assert.deepEqual(spec({ ...nameless, partitions: [], partitionTable: undefined, content: undefined } as unknown as typeof first), { match: { path: '/dev/vda' } });
  assert.deepEqual(spec({ ...nameless, content: { type: 'ext4' } }), { match: { path: '/dev/vda' }, wipe: 'any' });
});

test('two disks with one serial are told apart', () => {
  const machine = machineCalled('identical-disks');
  const matches = offerDisks(machine).filter(({ refusal }) => refusal === undefined).map((disk) => {
    const answers = personsAnswers(machine);
    return JSON.stringify(specFromAnswers({ ...answers, storage: { ...answers.storage, disk: nameOf(disk) } }, {}, { machine }).cognos.storage?.disk);
  });
  assert.equal(new Set(matches).size, matches.length);
});

test('a user without a password may use sudo without one, and who has one may not', () => {
  const machine = machineCalled('uefi-virtio');
  const answers = personsAnswers(machine);
  const user = (hasPassword: boolean, secrets: { passwordHash?: string }): unknown => specFromAnswers({ ...answers, you: { ...answers.you, hasPassword, sshKeys: [sshKey] } }, secrets, { machine }).users?.[0];
  const plain = { name: 'ada', gecos: 'Ada Lovelace', groups: ['sudo'], shell: '/bin/bash', ssh_authorized_keys: [sshKey] };
  assert.deepEqual(user(true, { passwordHash }), { ...plain, lock_passwd: false, hashed_passwd: passwordHash });
  assert.deepEqual(user(false, {}), { ...plain, lock_passwd: true, sudo: 'ALL=(ALL) NOPASSWD:ALL' });
  assert.deepEqual(user(true, {}), { ...plain, lock_passwd: false }, 'a password that is not told here is no licence for sudo');
});

test('without secrets the file says what is missing, and holds none', async () => {
  const machine = machineCalled('uefi-virtio');
  const answers = { ...personsAnswers(machine), network: { kind: 'automatic' as const, proxy: 'http://ada:geheim@proxy.example.net:3128' } };
  const text = userDataText(specFromAnswers(answers, { passwordHash }, { machine }), { withSecrets: false });
  assert.ok(!text.includes(passwordHash) && !text.includes('geheim'), text);
  assert.match(text, /# The password was left out: hashed_passwd is missing here/);
  assert.match(text, /^#cloud-config\n/);
  const read = await readUserData(new TextEncoder().encode(text), 'x');
  assert.ok(read.ok);
  assert.deepEqual(read.warnings.map(({ code }) => code), ['no-login']);
});

test('a wireless network whose password was left out is not taken for an open one without a word', () => {
  const machine = machineCalled('uefi-virtio');
  const points = { Home: { password: '0123456789abcdef' }, Cafe: {}, Office: { auth: { 'key-management': 'sae' as const, password: 'geheim-genug' } } };
  const answers = { ...personsAnswers(machine), network: { kind: 'configured' as const, spec: { version: 2 as const, wifis: { wlan0: { dhcp4: true, 'access-points': points } } } } };
  const text = userDataText(specFromAnswers(answers, {}, { machine }), { withSecrets: false });
  assert.ok(!text.includes('0123456789abcdef') && !text.includes('geheim-genug'), text);
  assert.match(text, /# The password was left out[^\n]*: password is missing here\.\n +Home:/);
  assert.match(text, /# The password was left out[^\n]*: auth lacks password here\.\n +Office:/);
  assert.doesNotMatch(text, /here\.\n +Cafe:/);
  assert.doesNotMatch(userDataText(specFromAnswers(answers, {}, { machine })), /left out[^\n]*open one/);
});
