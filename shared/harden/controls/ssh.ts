/**
 * sshd, in /etc/ssh/sshd_config itself: the scanners read no other file. Debian's first line includes sshd_config.d
 * and sshd takes the first value it meets, so the drop-ins (cloud-init writes one) are moved behind our values.
 */
import type { Control, HardenFacts, Level } from '../control.ts';

const path = '/etc/ssh/sshd_config';
/** Who may come in over ssh: made and filled by us, so that no service account is ever among them. */
export const sshGroup = 'ssh-users';

/** Nothing of NIST's curves or SHA-1, and everything that both CIS and ssh-audit accept. */
const algorithms = {
  keyExchange: 'sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512',
  ciphers: 'chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr',
  codes: 'hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com',
  hostKeys: 'ssh-ed25519,rsa-sha2-512,rsa-sha2-256',
};

interface Directive { id: string; level: Level; cis?: string; values: Record<string, string>; title: string; why: string; when?: (facts: HardenFacts) => boolean }

const directives: readonly Directive[] = [
  { id: 'ssh-root-login', level: 'baseline', cis: '5.1.20', values: { PermitRootLogin: 'no' },
    title: 'root cannot log in over ssh', why: 'Every machine has a root, so its name need not be guessed; people log in as themselves and use sudo, which says who did what.' },
  { id: 'ssh-password-login', level: 'baseline', values: { PasswordAuthentication: 'no', KbdInteractiveAuthentication: 'no' }, when: ({ keyLogin }) => keyLogin,
    title: 'passwords are not taken over ssh once everyone has a key', why: 'Passwords are guessed all day long on every public address. Left as it is where nobody has a key, for nobody could come in.' },
  { id: 'ssh-empty-passwords', level: 'baseline', cis: '5.1.19', values: { PermitEmptyPasswords: 'no' },
    title: 'no ssh login with an empty password', why: 'An account without a password would be open to everyone.' },
  { id: 'ssh-key-exchange', level: 'baseline', cis: '5.1.12', values: { KexAlgorithms: algorithms.keyExchange },
    title: 'only strong key exchanges', why: 'No SHA-1 and no curves of unexplained origin. Clients older than 2014 cannot connect.' },
  { id: 'ssh-ciphers', level: 'baseline', cis: '5.1.6', values: { Ciphers: algorithms.ciphers },
    title: 'only strong ciphers', why: 'Modes with known attacks are off.' },
  { id: 'ssh-macs', level: 'baseline', cis: '5.1.15', values: { MACs: algorithms.codes },
    title: 'only encrypt-then-MAC with SHA-2', why: 'The other order of the two, and short tags, have known attacks.' },
  { id: 'ssh-host-keys', level: 'baseline', values: { HostKeyAlgorithms: algorithms.hostKeys },
    title: 'the host proves itself with ed25519 or RSA and SHA-2', why: 'ECDSA keys of NIST\'s curves are not offered; a client that knows only that key of this machine asks once more.' },
  { id: 'ssh-host-based', level: 'baseline', cis: '5.1.10', values: { HostbasedAuthentication: 'no' },
    title: 'no login by the name of the other host', why: 'Whoever owns one machine would own all that trust it.' },
  { id: 'ssh-rhosts', level: 'baseline', cis: '5.1.11', values: { IgnoreRhosts: 'yes' },
    title: '.rhosts is ignored', why: 'Trust in host names is no trust.' },
  { id: 'ssh-user-environment', level: 'baseline', cis: '5.1.21', values: { PermitUserEnvironment: 'no' },
    title: 'people do not bring their environment', why: 'LD_PRELOAD in a file of theirs would get around restrictions of their account.' },
  { id: 'ssh-pam', level: 'baseline', cis: '5.1.22', values: { UsePAM: 'yes' },
    title: 'ssh logins go through PAM', why: 'Locked and expired accounts, limits and session records all hang on it.' },
  { id: 'ssh-grace-time', level: 'baseline', cis: '5.1.13', values: { LoginGraceTime: '60' },
    title: 'a minute to log in', why: 'Connections that never log in would use up those that sshd accepts.' },
  { id: 'ssh-startups', level: 'baseline', cis: '5.1.18', values: { MaxStartups: '10:30:60' },
    title: 'few logins at a time', why: 'A flood of half-open logins is turned away at random before it fills the machine.' },
  { id: 'ssh-log-level', level: 'baseline', cis: '5.1.14', values: { LogLevel: 'INFO' },
    title: 'logins are logged', why: 'With the key that was used. VERBOSE is permitted too, but the scanners take it for a fault.' },
  { id: 'ssh-x11', level: 'baseline', values: { X11Forwarding: 'no' },
    title: 'no forwarding of X11', why: 'A server has no display, and a forwarded one lets the server type on the desk of the client.' },
  { id: 'ssh-auth-tries', level: 'cis-level1-server', cis: '5.1.16', values: { MaxAuthTries: '3' },
    title: 'three tries a connection', why: 'Guessing gets slower. An agent with many keys needs IdentitiesOnly on the client.' },
  { id: 'ssh-sessions', level: 'cis-level1-server', cis: '5.1.17', values: { MaxSessions: '10' },
    title: 'ten sessions a connection', why: 'One login cannot start sessions without end.' },
  { id: 'ssh-alive', level: 'cis-level1-server', cis: '5.1.7', values: { ClientAliveInterval: '300', ClientAliveCountMax: '3', TCPKeepAlive: 'no' },
    title: 'dead connections end after a quarter of an hour', why: 'A session whose client is gone stays open to whoever takes its place. Asked inside the encryption, where nobody can forge the answer.' },
  { id: 'ssh-compression', level: 'cis-level1-server', values: { Compression: 'no' },
    title: 'no compression', why: 'The length of what is compressed says something about it, and the code has had holes.' },
  { id: 'ssh-agent-forwarding', level: 'cis-level1-server', values: { AllowAgentForwarding: 'no' },
    title: 'no forwarding of agents', why: 'root on this machine could use the keys of everyone who is logged in. ssh -J does the same without.' },
  { id: 'ssh-banner', level: 'cis-level1-server', cis: '5.1.5', values: { Banner: '/etc/issue.net' },
    title: 'a notice before login', why: 'Whoever goes on knows that it is not allowed; some courts ask for it.' },
  { id: 'ssh-gssapi', level: 'cis-level2-server', cis: '5.1.9', values: { GSSAPIAuthentication: 'no' },
    title: 'no Kerberos login', why: 'Code that runs before login and that nobody here uses.' },
  { id: 'ssh-forwarding', level: 'cis-level2-server', cis: '5.1.8', values: { DisableForwarding: 'yes' },
    title: 'no forwarding at all', why: 'A login is no tunnel into the network. `ssh -L` to the model\'s port does not work then: open the port in the firewall, or skip this.' },
];

export const sshControls: readonly Control[] = [
  {
    id: 'ssh-config-mode', title: 'only root reads the configuration of sshd', why: 'It names who may come in.',
    group: 'ssh', level: 'baseline', cis: ['5.1.1'], stage: 'install', parts: () => [{ kind: 'mode', path, mode: 0o600, owner: 'root:root' }],
  },
  ...directives.map(({ id, level, cis, values, title, why, when }): Control => ({
    id, title, why, group: 'ssh', level, cis: cis === undefined ? [] : [cis], stage: 'install',
    parts: (facts) => (when && !when(facts) ? [] : [{ kind: 'settings', path, separator: ' ', values, mode: 0o600 }]),
  })),
  {
    id: 'ssh-people', title: `only people log in over ssh: the groups sudo and ${sshGroup}`,
    why: 'A service whose account got a shell and a key is no way in. Everybody with a uid from 1000 on is put into the group, now and when they are added later.',
    // Not before first boot: cloud-init makes its people after an image was made, and nobody must wait outside.
    group: 'ssh', level: 'cis-level1-server', cis: ['5.1.4'], stage: 'first-boot',
    parts: ({ people }) => [
      // First the group, then the rule: no moment between in which somebody is out.
      { kind: 'action', name: 'group-members', args: { group: sshGroup, members: people.join(' ') } },
      { kind: 'settings', path, separator: ' ', values: { AllowGroups: `sudo ${sshGroup}` }, mode: 0o600 },
    ],
  },
  {
    id: 'ssh-in-force', title: 'sshd goes by these values and no others', why: 'Drop-ins that come before them would win, cloud-init\'s among them. Last of its group: sshd reads its file again once, and only when it would start with it.',
    group: 'ssh', level: 'baseline', cis: [], stage: 'first-boot',
    parts: () => [{ kind: 'action', name: 'sshd-settings-first' }, { kind: 'action', name: 'sshd-reload' }],
  },
];
