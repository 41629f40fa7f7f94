/** Every control: not so, made so, found so, and taken back to the byte. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAction } from '../../../../firstboot/harden/actions/index.ts';
import type { PartContext } from '../../../../shared/harden/action.ts';
import { applyControl, checkControls } from '../../../../shared/harden/apply-control.ts';
import { openBackups } from '../../../../shared/harden/backups.ts';
import { groups, profiles, type Control } from '../../../../shared/harden/control.ts';
import { controls } from '../../../../shared/harden/controls/index.ts';
import { undoControl } from '../../../../shared/harden/undo-control.ts';
import { hardenFacts } from './facts.ts';
import { simulatedMachine, spoil, type SimulatedMachine } from './simulated-machine.ts';

/** A list that was made, profiles that were loaded. */
const nothingToUndo = new Set(['setuid-review', 'listeners-review', 'apparmor-loaded']);
/** The other groups have tests of their own: their actions ask programs that this machine does not have. */
const simulated = new Set(['firewall', 'kernel', 'modules', 'filesystems', 'boot', 'packages', 'services', 'time', 'cron', 'logging', 'mandatory-access', 'files', 'banners', 'updates']);
const facts = hardenFacts({ profile: 'cis-level2-server' });

export function contextOf({ host }: SimulatedMachine, warnings: string[] = []): PartContext {
  return { host, facts, findAction, warn: async (message) => { warnings.push(message); } };
}

const faultsOf = async (control: Control, machine: SimulatedMachine): Promise<string[]> => ((await checkControls([control], contextOf(machine))).get(control.id) ?? []).map(({ why }) => why);

/** What only some controls look at, in its wrong state. */
const surroundings: Record<string, (machine: SimulatedMachine) => void> = {
  'apparmor-loaded': ({ host }) => {
    host.files.set('/sys/kernel/security/apparmor/profiles', { content: '\n', mode: 0o444 });
    const { run } = host;
    host.run = async (file, args, options) => {
      if (args.includes('apparmor.service')) host.files.set('/sys/kernel/security/apparmor/profiles', { content: 'chronyd (enforce)\n', mode: 0o444 });
      return run(file, args, options);
    };
  },
  'apparmor-enforced': ({ host }) => {
    const state = (mode: string): void => {
      host.files.set('/sys/kernel/security/apparmor/profiles', { content: `man (enforce)\nnamed (${mode})\n`, mode: 0o444 });
      host.files.set('/etc/apparmor.d/named', { content: `profile named flags=(${mode}) {}\n`, mode: 0o644 });
    };
    state('complain');
    const { run } = host;
    host.run = async (file, args, options) => {
      if (file === 'aa-enforce') state('enforce');
      if (file === 'aa-complain') state('complain');
      return run(file, args, options);
    };
  },
  'time-one-daemon': ({ units }) => { units.set('systemd-timesyncd.service', 'disabled'); },
  'local-mail': ({ host }) => { host.files.set('/etc/postfix/main.cf', { content: '# postfix\ninet_interfaces = all\n', mode: 0o644 }); },
  'no-world-writable': ({ host }) => { host.files.set('/srv/open', { content: 'x', mode: 0o666 }); },
  'journal-modes': ({ host }) => { host.files.set('/var/log/apt/term.log', { content: 'x', mode: 0o644 }); },
};

for (const control of controls.filter(({ group }) => simulated.has(group))) {
  test(`control ${control.id}: not so, applied, so, undone`, async () => {
    const machine = simulatedMachine();
    spoil(machine, control.parts(facts));
    surroundings[control.id]?.(machine);
    const before = machine.picture();
    assert.notDeepEqual(await faultsOf(control, machine), [], 'the check finds it wrong');

    assert.deepEqual(await applyControl(control, await openBackups(machine.host), contextOf(machine)), [], 'nothing is left wrong');
    assert.deepEqual(await faultsOf(control, machine), []);
    const commands = machine.host.calls.length;
    const applied = machine.picture();
    assert.deepEqual(await applyControl(control, await openBackups(machine.host), contextOf(machine)), []);
    assert.deepEqual(machine.picture(), applied, 'a second time changes nothing');
    assert.ok(machine.host.calls.slice(commands).every(({ file, args }) => ['stat', 'dpkg-query', 'find', 'getent', 'ss'].includes(file) || args.includes('is-enabled') || args.includes('list')), 'and runs nothing that could');

    const undone = await undoControl(control, controls, await openBackups(machine.host), contextOf(machine));
    if (nothingToUndo.has(control.id)) return assert.ok(!undone);
    assert.ok(undone);
    assert.deepEqual(machine.picture(), before, 'undo restores every byte, mode, unit and package');
    assert.ok(!await undoControl(control, controls, await openBackups(machine.host), contextOf(machine)), 'and is over then');
  });
}

test('every control has an id of its own, a group, a level, words for people, and parts that are there', () => {
  const ids = new Set<string>();
  for (const control of controls) {
    assert.match(control.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(!ids.has(control.id), `${control.id} twice`);
    ids.add(control.id);
    assert.ok(groups.includes(control.group) && profiles.includes(control.level), control.id);
    assert.ok(control.title.length > 5 && control.why.length > 10 && !control.title.endsWith('.'), `${control.id} says what and why`);
    for (const part of control.parts(facts)) if (part.kind === 'action') assert.ok(findAction(part.name), part.name);
  }
  assert.ok(ids.size > 100, `${ids.size} controls`);
});
