/**
 * What the kernel records, as files of /etc/audit/rules.d: CIS's lists in the words that its scanners know. Each system
 * call twice, for 64-bit and 32-bit programs. `auid>=1000`: only what a person who logged in has begun.
 */
export interface AuditRules { id: string; cis: string; title: string; rules: readonly string[] }

const person = '-F auid>=1000 -F auid!=unset';
const both = (rest: string): string[] => ['b64', 'b32'].map((arch) => `-a always,exit -F arch=${arch} ${rest}`);
const watch = (key: string, ...paths: string[]): string[] => paths.map((path) => `-w ${path} -p wa -k ${key}`);
const program = (path: string, key: string): string => `-a always,exit -F path=${path} -F perm=x ${person} -k ${key}`;

export const auditRules: readonly AuditRules[] = [
  { id: 'scope', cis: '6.2.3.1', title: 'changes of who may administer are recorded', rules: watch('scope', '/etc/sudoers', '/etc/sudoers.d/') },
  { id: 'user-emulation', cis: '6.2.3.2', title: 'what is done as another user is recorded', rules: both('-S execve -C euid!=uid -F auid!=unset -k user_emulation') },
  { id: 'sudo-log', cis: '6.2.3.3', title: 'changes of the log of sudo are recorded', rules: watch('sudo_log_file', '/var/log/sudo.log') },
  { id: 'time-change', cis: '6.2.3.4', title: 'changes of the clock are recorded', rules: [
    ...both('-S adjtimex,settimeofday -k time-change'), '-a always,exit -F arch=b32 -S stime -k time-change',
    ...both('-S clock_settime -F a0=0x0 -k time-change'), ...watch('time-change', '/etc/localtime')] },
  { id: 'system-locale', cis: '6.2.3.5', title: 'changes of names and networks are recorded', rules: [
    ...both('-S sethostname,setdomainname -k system-locale'),
    ...watch('system-locale', '/etc/issue', '/etc/issue.net', '/etc/hosts', '/etc/networks', '/etc/network/', '/etc/netplan/', '/etc/systemd/network/')] },
  { id: 'access', cis: '6.2.3.7', title: 'refused access to files is recorded', rules: ['EACCES', 'EPERM']
    .flatMap((error) => both(`-S creat,open,openat,open_by_handle_at,truncate,ftruncate -F exit=-${error} ${person} -k access`)) },
  { id: 'identity', cis: '6.2.3.8', title: 'changes of accounts are recorded', rules:
    watch('identity', '/etc/group', '/etc/passwd', '/etc/gshadow', '/etc/shadow', '/etc/security/opasswd', '/etc/nsswitch.conf', '/etc/pam.conf', '/etc/pam.d/') },
  { id: 'permissions', cis: '6.2.3.9', title: 'changes of permissions are recorded', rules: [
    ...both(`-S chmod,fchmod,fchmodat ${person} -k perm_mod`),
    ...both(`-S chown,fchown,lchown,fchownat ${person} -k perm_mod`),
    ...both(`-S setxattr,lsetxattr,fsetxattr,removexattr,lremovexattr,fremovexattr ${person} -k perm_mod`)] },
  { id: 'mounts', cis: '6.2.3.10', title: 'mounts are recorded', rules: both(`-S mount ${person} -k mounts`) },
  { id: 'session', cis: '6.2.3.11', title: 'sessions are recorded', rules: watch('session', '/var/run/utmp', '/var/log/wtmp', '/var/log/btmp') },
  { id: 'logins', cis: '6.2.3.12', title: 'logins are recorded', rules: watch('logins', '/var/log/lastlog', '/var/run/faillock') },
  { id: 'delete', cis: '6.2.3.13', title: 'what people delete is recorded', rules: both(`-S rename,renameat,unlink,unlinkat ${person} -k delete`) },
  { id: 'mac-policy', cis: '6.2.3.14', title: 'changes of AppArmor are recorded', rules: watch('MAC-policy', '/etc/apparmor', '/etc/apparmor.d') },
  { id: 'permission-commands', cis: '6.2.3.15-18', title: 'chcon, setfacl, chacl and usermod are recorded', rules: [
    ...['/usr/bin/chcon', '/usr/bin/setfacl', '/usr/bin/chacl'].map((path) => program(path, 'perm_chng')), program('/usr/sbin/usermod', 'usermod')] },
  { id: 'kernel-modules', cis: '6.2.3.19', title: 'loading of kernel modules is recorded', rules: [
    ...both(`-S init_module,finit_module,delete_module,create_module,query_module ${person} -k kernel_modules`), program('/usr/bin/kmod', 'kernel_modules')] },
];
