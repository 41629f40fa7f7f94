import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { holdsSecret } from '../../../shared/foreign/holds-secret.ts';
import { readShell } from '../../../shared/foreign/read-shell.ts';
import { translate } from './fixtures.ts';

const late = async (command: string): Promise<{ runcmd: unknown; packages: unknown; note: string | undefined; outcome: string | undefined }> => {
  const { spec, report } = await translate(`d-i preseed/late_command string ${command}\n`);
  const entry = report.entries.find(({ question }) => question === 'preseed/late_command');
  return { runcmd: spec.runcmd, packages: spec.packages, note: entry?.note, outcome: entry?.outcome };
};

test('what runs in the target runs there at the end of the first boot', async () => {
  for (const [command, expected] of [
    ['in-target systemctl enable foo', [['systemctl', 'enable', 'foo']]],
    ['in-target --pass-stdout sh -c \'echo "$HOME" > /etc/x\'; true', [['sh', '-c', 'echo "$HOME" > /etc/x'], 'true']],
    ['chroot /target usermod -aG adm ada && chroot /target/ passwd -l root', ['usermod -aG adm ada && passwd -l root']],
    ['log-output -t late in-target update-grub', [['update-grub']]],
    ['echo "a b" >> /target/etc/motd', ['echo "a b" >> /etc/motd']],
    ['mkdir -p /target/srv/a "/target/srv/b c"; cp -a /target/etc/motd /target/srv/a/', ['mkdir -p /srv/a "/srv/b c"', 'cp -a /etc/motd /srv/a/']],
    ['in-target false || in-target true', ['false || true']],
    ['in-target ls 2>&1 >/dev/null', ['ls 2>&1 > /dev/null']],
  ] as const) assert.deepEqual((await late(command)).runcmd, expected, command);
});

test('apt-install is a package, and so is the wget that a command wants', async () => {
  assert.deepEqual((await late('apt-install zsh tmux')).packages, ['zsh', 'tmux']);
  assert.deepEqual((await late('wget -O /target/root/a http://a.example.net/a')).packages, ['wget']);
});

for (const [command, why] of [
  ['reboot', /^reboot runs in debian-installer itself; if it is meant for the new system, write in-target reboot …$/],
  ['cp /cdrom/a /target/root/', /^\/cdrom\/a is a file of debian-installer or of its medium/],
  ['echo a > /tmp/x', /^writes outside of \/target/],
  ['in-target sh -c "echo $HOME"', /^has a variable/],
  ['in-target echo `date`', /^has the output of another command/],
  ['for i in a b; do in-target echo a; done', /^has the shell's own word for/],
  ['(in-target true)', /^has a subshell or function/],
  ['in-target true &', /^has a command in the background/],
  ['in-target true &&', /^has an operator without a command after it, so the shell would refuse it/],
  ['in-target cat << EOF', /^has a here-document/],
  ['in-target', /stands without a command$/],
  ['echo root:secret1 | in-target chpasswd', /^holds a password, a key or a token/],
  ['sed s/a/b/ /etc/hosts > /target/etc/hosts', /^\/etc\/hosts is a file of debian-installer or of its medium/],
  ['cp files/x /target/root/', /^cp takes a file from where debian-installer runs/],
  ['SECRET=x psql', /^a command runs in debian-installer itself; if it is meant for the new system, write in-target …$|^holds a password/],
  ['in-target cp /target/a /b', /names \/target, which is not there from inside$/],
  ['rm -rf relative', /^rm names no file of the target/],
] as const) {
  test(`not carried over, and said: ${command}`, async () => {
    const { outcome, note, runcmd } = await late(command);
    assert.deepEqual([outcome, runcmd], ['refused', undefined]);
    assert.match(note ?? '', why);
  });
}

test('words are those of sh', () => {
  for (const command of ['a b', 'a "b c" d', "a 'b  c'", 'a b\\ c', 'a "b\\"c" \'d"e\'', 'a ""', 'a "x"y\'z\'', 'a # comment', 'a b#c']) {
    const groups = readShell(command);
    assert.ok(typeof groups !== 'string', command);
    const { stdout } = spawnSync('sh', ['-c', `a() { for each in a "$@"; do echo "$each"; done; }; ${command}`], { encoding: 'utf8' });
    assert.deepEqual(groups[0]?.commands[0]?.words.map(({ text }) => text), stdout.replace(/\n$/, '').split('\n'), command);
  }
});

test('a comment ends with its line, and a backslash at the end of a line joins two', () => {
  const words = (text: string): unknown => { const read = readShell(text); return typeof read === 'string' ? read : read.map(({ commands }) => commands.map((command) => command.words.map((word) => word.text))); };
  assert.deepEqual(words('a # b; c\nd e'), [[['a']], [['d', 'e']]]);
  assert.deepEqual(words('# nothing'), []);
  assert.deepEqual(words('a \\\n  b"c\\\nd"'), [[['a', 'bcd']]]);
});

test('a secret in a command is found wherever its option stands', () => {
  for (const text of ['echo x | passwd --stdin root', 'useradd -p hash ada', 'curl -o a -u ada:x https://a', 'mysql -u root -px', 'curl https://a:b@c/', 'TOKEN=x', 'curl \\\n-u ada:x']) assert.ok(holdsSecret(text), text);
  for (const text of ['passwd -l root', 'curl https://a/b', 'useradd ada', 'mysql -u root', 'x -u\ncurl https://a', 'PASSWORD=$1']) assert.equal(holdsSecret(text), false, text);
});
