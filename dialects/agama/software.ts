/** Packages, of which few have the same name in Debian; patterns and repositories are openSUSE's own. */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const at: Path = ['software'];
/** The same software under the same name. */
const same = new Set([
  'ansible', 'apache2', 'bash-completion', 'bc', 'btrfs-progs', 'bzip2', 'ca-certificates', 'cmake', 'curl', 'dmidecode', 'dosfstools', 'emacs', 'ethtool', 'fail2ban', 'fio', 'fish', 'gawk', 'gcc', 'git', 'haproxy', 'hdparm', 'htop', 'iotop',
  'iproute2', 'jq', 'keepalived', 'less', 'lsof', 'make', 'mc', 'nano', 'neovim', 'netcat-openbsd', 'nfs-kernel-server', 'nginx', 'nmap', 'nvme-cli', 'open-iscsi', 'open-vm-tools', 'openssh-server', 'parted', 'pciutils', 'podman', 'postgresql', 'python3', 'python3-pip', 'qemu-guest-agent', 'rsync',
  'screen', 'smartmontools', 'strace', 'sudo', 'sysstat', 'tcpdump', 'tmux', 'traceroute', 'tree', 'unzip', 'usbutils', 'vim', 'wget', 'xfsprogs', 'zip', 'zsh', 'zstd',
]);
const renamed: Record<string, string> = {
  'bind-utils': 'bind9-dnsutils', docker: 'docker.io', 'git-core': 'git', gpg2: 'gnupg', iputils: 'iputils-ping', man: 'man-db', mariadb: 'mariadb-server', 'nfs-client': 'nfs-common', openssh: 'openssh-server', 'postgresql-server': 'postgresql',
  python313: 'python3', xz: 'xz-utils',
};

export function translateSoftware(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['product', 'patterns', 'packages', 'extraRepositories', 'onlyRequired']);
  ledger.notApplicable([...at, 'product'], 'the system is CognOS, whichever product this is');
  ledger.notApplicable([...at, 'patterns'], 'patterns are sets of openSUSE\'s packages; the system is CognOS\'s own selection, and further packages go into packages: of the user-data', !isBasic(ledger.get([...at, 'patterns'])));
  translatePackages(ledger);
  translateRepositories(ledger);
  const path = [...at, 'onlyRequired'];
  if (ledger.truth(path) === true) {
    ledger.put(['apt', 'conf'], 'APT::Install-Recommends "false";\n');
    ledger.translated(path, [['apt', 'conf']]);
  }
  ledger.applied(path, 'recommended packages are installed with others');
}

/** What every server of openSUSE's has; `add` and `remove` change what a product selects. */
function isBasic(patterns: unknown): boolean {
  const named: unknown = isMap(patterns) && Object.keys(patterns).every((key) => key === 'add' || key === 'remove') ? patterns['add'] ?? [] : patterns;
  return named === undefined || (Array.isArray(named) && named.every((name) => ['base', 'minimal_base', 'enhanced_base'].includes(name as string)));
}

function translatePackages(ledger: Ledger): void {
  const path = [...at, 'packages'];
  const wanted: string[] = [];
  for (const [index, name] of ledger.texts(path).entries()) {
    const each = Array.isArray(ledger.get(path)) ? [...path, index] : path;
    const debian = same.has(name) ? name : Object.hasOwn(renamed, name) ? renamed[name] : undefined;
    if (/^kernel-(default|preempt|rt)/.test(name)) ledger.applied(each, 'Debian\'s kernel');
    else if (debian === undefined) ledger.refused(each, 'openSUSE\'s package names are not Debian\'s; write Debian\'s name into packages: of the user-data');
    else {
      if (!wanted.includes(debian)) wanted.push(debian);
      ledger.translated(each, [['packages']], debian === name ? 'installed on the first boot' : `as ${debian}, installed on the first boot`);
    }
  }
  if (wanted.length > 0) ledger.put(['packages'], wanted);
}

function translateRepositories(ledger: Ledger): void {
  const path = [...at, 'extraRepositories'];
  for (const [index, repository] of ledger.list(path).entries()) {
    if (isMap(repository) && repository['enabled'] === false) ledger.notApplicable([...path, index], 'is switched off');
    else ledger.refused([...path, index], 'holds packages for openSUSE; leave it out, and write a repository for Debian into apt: sources: of the user-data');
  }
}
