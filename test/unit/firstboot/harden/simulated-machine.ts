/**
 * A machine that obeys: the commands of hardening change modes, units, packages, the kernel's values and its firewall
 * in memory, so that a control can be looked at before, after, and after its undo.
 */
import type { Part } from '../../../../shared/harden/control.ts';
import { recordingHost, type Call, type RecordingHost } from '../../../fakes/recording-host.ts';

export interface SimulatedMachine {
  host: RecordingHost;
  owners: Map<string, string>;
  units: Map<string, string>;
  packages: Set<string>;
  /** The table inet filter that the kernel has; empty without one. */
  firewall: { loaded: string };
  /** All that undo has to bring back. */
  picture(): unknown;
}

export function simulatedMachine(files: Record<string, string> = {}): SimulatedMachine {
  const owners = new Map<string, string>();
  const units = new Map<string, string>();
  const packages = new Set<string>();
  const firewall = { loaded: '' };
  const ownerOf = (path: string): string => owners.get(path) ?? 'root:root';
  const operands = (args: readonly string[]): string[] => args.slice(args.indexOf('--') + 1);
  const host: RecordingHost = recordingHost({
    files: { '/etc/fstab': 'UUID=a\t/\tbtrfs\tsubvol=@\t0\t0\n', '/proc/self/mounts': '/dev/vda3 / btrfs rw,relatime 0 0\n', ...files }, unscripted: 'succeed',
    commands: {
      stat: ({ args }) => operands(args).flatMap((path) => {
        const file = host.files.get(path);
        return file ? [`${file.mode.toString(8)} ${ownerOf(path)} ${path}`] : [];
      }).join('\n'),
      chown: ({ args }) => { for (const path of operands(args)) owners.set(path, args[0] ?? ''); return ''; },
      chmod: ({ args }) => { for (const path of operands(args)) changeMode(host, path, args[0] ?? ''); return ''; },
      find: ({ args }) => find(host, args),
      'dpkg-query': () => [...packages].map((name) => `ii  ${name}\n`).join(''),
      env: ({ args }) => { if (args.includes('install')) packages.add(args.at(-1) ?? ''); else packages.delete(args.at(-1) ?? ''); return ''; },
      'systemctl is-enabled': ({ args }) => units.get(args.at(-1) ?? '') ?? '',
      ...Object.fromEntries(Object.entries({ enable: 'enabled', disable: 'disabled', mask: 'masked' }).map(([verb, state]) => [`systemctl ${verb}`, ({ args }: Call) => { units.set(args.at(-1) ?? '', state); return ''; }])),
      'systemctl unmask': ({ args }) => { const name = args.at(-1) ?? ''; if (units.get(name) === 'masked') units.set(name, 'disabled'); return ''; },
      sysctl: ({ args }) => {
        const [key = '', value = ''] = (args.at(-1) ?? '').split('=');
        host.files.set(`/proc/sys/${key.replaceAll('.', '/')}`, { content: `${value}\n`, mode: 0o644 });
        return '';
      },
      mount: ({ args }) => { remount(host, args.at(-1) ?? '', args[1]?.split(',') ?? []); return ''; },
      'nft list table': () => firewall.loaded,
      'nft --file': ({ args, stdin }) => {
        const text = args[1] === '-' ? stdin ?? '' : host.files.get(args[1] ?? '')?.content ?? '';
        firewall.loaded = text.slice(text.lastIndexOf('delete table inet filter\n') + 'delete table inet filter\n'.length);
        return '';
      },
      ss: 'tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*\ntcp   LISTEN 0      128        127.0.0.1:8080      0.0.0.0:*\nudp   UNCONN 0      0      127.0.0.53%lo:53        0.0.0.0:*\nudp   UNCONN 0      0               [::]:45678        [::]:*\n',
      getent: 'crontab:x:101:\n',
    },
  });
  const folders = new Set<string>();
  const { exists } = host;
  host.makeDirectory = async (path) => { folders.add(path); };
  host.exists = async (path) => folders.has(path) || exists(path);
  return {
    host, owners, units, packages, firewall,
    picture: () => ({
      files: [...host.files].filter(([path]) => !path.startsWith('/var/lib/cognos/harden/') && path !== '/proc/self/mounts').map(([path, file]) => [path, file.content, file.mode, ownerOf(path)]).sort(),
      units: [...units].filter(([, state]) => state !== '').sort(), packages: [...packages].sort(), firewall: { ...firewall },
    }),
  };
}

/** Makes each part the opposite of what it asks for. */
export function spoil({ host, owners, units, packages, firewall }: SimulatedMachine, parts: readonly Part[]): void {
  const put = (path: string, content: string, mode = 0o644): void => { host.files.set(path, { content, mode }); };
  for (const part of parts) {
    switch (part.kind) {
      case 'file': put(part.path, 'what Debian\'s package brought\n', 0o755); break;
      case 'settings': put(part.path, `${host.files.get(part.path)?.content ?? '# of the package\n'}${part.section ? `${part.section}\n` : ''}${Object.keys(part.values).map((key) => `${key}${part.separator}contrary\n`).join('')}`); break;
      case 'absent': put(part.path, 'daemon\n'); break;
      case 'mode': put(part.path, '', 0o777); owners.set(part.path, 'games:games'); break;
      case 'sysctl': put(`/proc/sys/${part.key.replaceAll('.', '/')}`, '9\n'); break;
      case 'package': if (part.present) packages.delete(part.name); else packages.add(part.name); break;
      case 'unit': units.set(part.name, part.state === 'enabled' ? 'disabled' : 'enabled'); break;
      case 'mount': {
        if (!part.create) put('/etc/fstab', `${host.files.get('/etc/fstab')?.content}UUID=b\t${part.at}\text4\tdefaults,suid\t0\t2\n`);
        put('/proc/self/mounts', `${host.files.get('/proc/self/mounts')?.content}/dev/vdb ${part.at} ext4 rw,relatime 0 0\n`);
        break;
      }
      case 'action': firewall.loaded = 'table inet filter {\n}\n'; break;
    }
  }
}

function changeMode(host: RecordingHost, path: string, words: string): void {
  const file = host.files.get(path);
  if (!file) return;
  let { mode } = file;
  if (/^[0-7]+$/.test(words)) mode = Number.parseInt(words, 8);
  else for (const word of words.split(',')) mode = relative(mode, word);
  host.files.set(path, { ...file, mode });
}

/** The forms that hardening uses of chmod(1). */
function relative(mode: number, word: string): number {
  const bits: Record<string, number> = { 'o-w': 0o002, 'o+w': 0o002, 'o-rwx': 0o007, 'g-wx': 0o030, 'o+r': 0o004, '+t': 0o1000, '-t': 0o1000 };
  const bit = bits[word];
  if (bit === undefined) throw new Error(`this machine does not know chmod ${word}`);
  return word.includes('+') ? mode | bit : mode & ~bit;
}

/** Files alone; `-perm /bits` any of them, `-perm -bits` all. What it does with real folders: file-actions.test.ts. */
function find(host: RecordingHost, args: readonly string[]): string {
  if (args.includes('files %p\\0')) return [...host.files].filter(([path, { mode }]) => !path.startsWith('/proc/') && (mode & 0o002) !== 0).map(([path]) => `files ${path}\0`).join('');
  const [perm = ''] = args.slice(args.indexOf('-perm') + 1);
  if (!args.includes('-perm') || args[args.indexOf('-type') + 1] !== 'f') return '';
  const bits = Number.parseInt(perm.slice(1), 8);
  const places = args.slice(0, args.findIndex((word) => word.startsWith('-')));
  const excluded = args.flatMap((word, index) => (args[index - 1] === '-name' && args[index - 2] === '!' ? [word.replace('*', '')] : []));
  const found = [...host.files].filter(([path, { mode }]) => !path.startsWith('/proc/') && !excluded.some((name) => path.includes(`/${name}`)) && places.some((place) => path.startsWith(place)) && (perm.startsWith('/') ? (mode & bits) !== 0 : (mode & bits) === bits));
  return args.includes('-printf') ? found.map(([path, { mode }]) => `${mode.toString(8)} root:root ${path}\n`).join('') : found.map(([path]) => `${path}\0`).join('');
}

function remount(host: RecordingHost, at: string, options: readonly string[]): void {
  const mounts = host.files.get('/proc/self/mounts')?.content ?? '';
  host.files.set('/proc/self/mounts', { mode: 0o644, content: mounts.split('\n').map((line) => (line.split(' ')[1] === at ? `/dev/vdb ${at} ext4 ${['rw', ...options.slice(1)].join(',')} 0 0` : line)).join('\n') });
}
