/** Settings of the kernel: in a file for the next start, and in the kernel that runs now. */
import type { Control, Exception, Level, Part } from '../control.ts';

const sysctlPath = '/etc/sysctl.d/60-cognos.conf';
/**
 * procps has these four in a file of this name under /usr/lib, with weaker values, and it comes after ours: only a file of the
 * same name takes its place (sysctl.d(5)). Seen at a second start; the first has the values from `sysctl --write`.
 */
const linksPath = '/etc/sysctl.d/99-protect-links.conf';

interface Row { id: string; level: Level; cis?: readonly string[]; path?: string; values: Readonly<Record<string, string>>; title: string; why: string; brokenBy?: readonly Exception[] }

/** `net.ipv4.conf.all.x` and the same for interfaces that are to come. */
function everywhere(family: 'ipv4' | 'ipv6', name: string, value: string): Record<string, string> {
  return { [`net.${family}.conf.all.${name}`]: value, [`net.${family}.conf.default.${name}`]: value };
}

const rows: readonly Row[] = [
  { id: 'kernel-randomised-memory', level: 'baseline', cis: ['1.5.1'], values: { 'kernel.randomize_va_space': '2' },
    title: 'programs are loaded at random addresses', why: 'An attack that needs to know where something lies has to guess.' },
  { id: 'kernel-ptrace', level: 'cis-level1-server', cis: ['1.5.2'], values: { 'kernel.yama.ptrace_scope': '1' },
    title: 'a process looks into its own children only', why: 'One program that was taken over cannot read the keys in another\'s memory. A debugger has to start what it debugs, or be root.' },
  { id: 'kernel-setuid-dumps', level: 'baseline', cis: ['1.5.3'], values: { 'fs.suid_dumpable': '0' },
    title: 'programs with other rights leave no memory image', why: 'The image of a setuid program may hold what its caller must not read.' },
  { id: 'kernel-pointers', level: 'cis-level1-server', values: { 'kernel.kptr_restrict': '2' },
    title: 'addresses of the kernel are shown to nobody', why: 'They are what an attack on the kernel needs first.' },
  { id: 'kernel-messages', level: 'cis-level1-server', values: { 'kernel.dmesg_restrict': '1' },
    title: 'only root reads the kernel\'s messages', why: 'They tell addresses and devices. People use `sudo dmesg`.' },
  { id: 'kernel-bpf', level: 'cis-level1-server', values: { 'kernel.unprivileged_bpf_disabled': '1', 'net.core.bpf_jit_harden': '2' },
    title: 'only root loads BPF programs', why: 'The kernel\'s checker of such programs had many faults. Root can, and container engines do.' },
  { id: 'kernel-sysrq', level: 'cis-level1-server', values: { 'kernel.sysrq': '0' },
    title: 'no orders to the kernel from the keyboard', why: 'Who stands at the machine could kill its processes without a password. A machine that hangs has to be switched off.' },
  { id: 'kernel-console', level: 'baseline', values: { 'kernel.printk': '4\t4\t1\t7' },
    title: 'only errors of the kernel are written over the console', why: 'Dropped packets would be printed over the login prompt; everything is in the journal.' },
  { id: 'kernel-links', level: 'baseline', path: linksPath, values: { 'fs.protected_hardlinks': '1', 'fs.protected_symlinks': '1', 'fs.protected_fifos': '2', 'fs.protected_regular': '2' },
    title: 'links and files that others laid in shared folders are not used', why: 'The old trick with a prepared name in /tmp does not work any more.' },
  { id: 'kernel-core-names', level: 'cis-level1-server', values: { 'kernel.core_uses_pid': '1', 'kernel.perf_event_paranoid': '3' },
    title: 'memory images do not overwrite each other, and only root measures other programs', why: 'Counters of the processor tell about what other programs do.' },
  { id: 'kernel-line-discipline', level: 'cis-level1-server', values: { 'dev.tty.ldisc_autoload': '0' },
    title: 'line disciplines are loaded by root alone', why: 'Old, rarely used code that every user could have loaded.' },
  { id: 'net-no-forwarding', level: 'baseline', cis: ['3.3.1'], values: { 'net.ipv4.ip_forward': '0', 'net.ipv6.conf.all.forwarding': '0' }, brokenBy: ['containers'],
    title: 'the machine is no router', why: 'Packets for others are not passed on. Containers need that they are.' },
  { id: 'net-no-sent-redirects', level: 'baseline', cis: ['3.3.2'], values: everywhere('ipv4', 'send_redirects', '0'),
    title: 'the machine tells nobody other routes', why: 'Only routers do.' },
  { id: 'net-bogus-errors', level: 'baseline', cis: ['3.3.3'], values: { 'net.ipv4.icmp_ignore_bogus_error_responses': '1' },
    title: 'malformed ICMP errors are ignored', why: 'They fill the log and mean nothing.' },
  { id: 'net-no-broadcast-echo', level: 'baseline', cis: ['3.3.4'], values: { 'net.ipv4.icmp_echo_ignore_broadcasts': '1' },
    title: 'no answer to pings that are sent to everyone', why: 'The answers of a whole network would be aimed at one victim.' },
  { id: 'net-no-redirects', level: 'baseline', cis: ['3.3.5'], values: { ...everywhere('ipv4', 'accept_redirects', '0'), ...everywhere('ipv6', 'accept_redirects', '0') },
    title: 'nobody tells the machine other routes', why: 'A neighbour could lead its traffic through himself.' },
  { id: 'net-no-secure-redirects', level: 'baseline', cis: ['3.3.6'], values: everywhere('ipv4', 'secure_redirects', '0'),
    title: 'nor do the routers that it knows', why: 'Routers can be taken over, and their addresses be borrowed.' },
  { id: 'net-return-path', level: 'baseline', cis: ['3.3.7'], values: everywhere('ipv4', 'rp_filter', '1'),
    title: 'packets come from where the answer would go', why: 'Invented sender addresses are dropped. Machines with different ways in and out need the loose form: leave this control out there.' },
  { id: 'net-no-source-routes', level: 'baseline', cis: ['3.3.8'], values: { ...everywhere('ipv4', 'accept_source_route', '0'), ...everywhere('ipv6', 'accept_source_route', '0') },
    title: 'packets do not choose their own route', why: 'It leads around firewalls, and nothing honest uses it.' },
  { id: 'net-log-martians', level: 'cis-level1-server', cis: ['3.3.9'], values: everywhere('ipv4', 'log_martians', '1'),
    title: 'packets with impossible addresses are logged', why: 'Somebody sends them on purpose, or a network is set up wrongly.' },
  { id: 'net-syn-cookies', level: 'baseline', cis: ['3.3.10'], values: { 'net.ipv4.tcp_syncookies': '1' },
    title: 'half-open connections cost no memory', why: 'A flood of them does not keep others out.' },
  { id: 'net-no-router-advertisements', level: 'cis-level1-server', cis: ['3.3.11'], values: everywhere('ipv6', 'accept_ra', '0'), brokenBy: ['ipv6-ra'],
    title: 'the kernel takes no routers that announce themselves', why: 'Everyone in the network can announce himself. systemd-networkd asks for itself and goes on doing so where the network is configured for it.' },
  { id: 'net-time-wait', level: 'cis-level1-server', values: { 'net.ipv4.tcp_rfc1337': '1' },
    title: 'forged packets do not cut closed connections short', why: 'A forged reset could let another connection take the place of one that just ended (RFC 1337).' },
];

/** One part keeps it, one a key makes it so now. */
function partsOf(values: Row['values'], path = sysctlPath): Part[] {
  return [
    { kind: 'settings', path, values, separator: ' = ', mode: 0o644 },
    ...Object.entries(values).map(([key, value]): Part => ({ kind: 'sysctl', key, value })),
  ];
}

const sysctls = rows.map(({ values, path, cis = [], ...row }): Control => ({ ...row, cis, group: 'kernel', stage: 'install', parts: () => partsOf(values, path) }));

export const kernelControls: readonly Control[] = [
  ...sysctls,
  {
    id: 'no-core-dumps', group: 'kernel', level: 'baseline', cis: ['1.5.3'], stage: 'install',
    title: 'programs that crash leave no image of their memory',
    why: 'It may hold keys, passwords and prompts, and fills the disk. To look for a fault: `cognos-harden undo no-core-dumps`.',
    parts: () => [
      { kind: 'file', path: '/etc/profile.d/cognos-core.sh', content: '# Written by CognOS (cognos-harden: no-core-dumps).\nulimit -c 0\n' },
      { kind: 'file', path: '/etc/security/limits.d/50-cognos-core.conf', content: '# Written by CognOS (cognos-harden: no-core-dumps).\n* hard core 0\n' },
      { kind: 'settings', path: '/etc/systemd/coredump.conf', section: '[Coredump]', values: { Storage: 'none', ProcessSizeMax: '0' }, separator: '=', mode: 0o644 },
    ],
  },
];
