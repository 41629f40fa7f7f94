/** An installed machine with accelerators: apt, dpkg, DKMS, shim, modprobe and llama-bench as far as drivers need them. */
import { carryOutDrivers, type DriversRun } from '../../../../firstboot/drivers/carry-out-drivers.ts';
import type { DriversRecord } from '../../../../firstboot/drivers/drivers-record.ts';
import type { Ai } from '../../../../firstboot/read-ai.ts';
import { RebootNeeded } from '../../../../firstboot/waiting.ts';
import type { ModelChoice } from '../../../../shared/choice/choice.ts';
import type { DriverPlan, DriverRequest } from '../../../../shared/drivers/driver-plan.ts';
import { planDrivers } from '../../../../shared/drivers/plan-drivers.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import { CommandError, type Host } from '../../../../shared/system/host.ts';
import { recordingHost, type Answer, type Call, type RecordingHost } from '../../../fakes/recording-host.ts';
import { machines, secure } from '../../drivers/machines.ts';

export const kernel = '6.1.0-40-amd64';
export const newKernel = '6.12.95+deb12-amd64';
export const fingerprint = 'EB693B3035CD5710E231E123A4B469963BF863CC';

export function planFor(name: keyof typeof machines, request: Partial<DriverRequest> = {}, isSecure = false): DriverPlan {
  const machine: Machine = isSecure ? secure(machines[name]) : machines[name];
  return planDrivers(machine, { acceleration: 'auto', vendorRepositories: false, mokEnrolment: 'never', online: true, ...request }, kernel);
}

const shape = { architecture: 'llama', layers: 32, embedding: 4096, heads: 32, headsKv: 8, headDimension: 128, feedForward: 14336, vocabulary: 32768, context: 32768, tiedEmbedding: false };
export const choice = {
  reason: 'chosen', model: { name: 'Mistral', shape, quantisation: 'Q4_0' },
  prediction: { device: 'Vulkan0', basis: 'scaled', generation: { low: 50, likely: 60, high: 70 }, prompt: { low: 1, likely: 1, high: 1 }, firstToken: { low: 1, likely: 1, high: 1 } },
  agent: { threads: 8, context: 8192, gpuLayers: 33, hugePages: false, reasons: [] },
} as unknown as ModelChoice;

export interface Situation {
  plan: DriverPlan;
  /** Kernel module that holds the first PCI device at the start, and what modprobe gives it after a restart. */
  driver?: string;
  /** Tokens per second of llama-bench on the GPU and the CPU; a string is what it dies with. */
  gpu?: number | string;
  cpu?: number;
  devices?: string;
  online?: boolean;
  secureBoot?: boolean;
  enrolled?: boolean;
  /** dpkg's words for packages whose script fails. */
  breaks?: (names: string[]) => string | undefined;
  /** apt-get's words for a call that fails; asked first. */
  aptFails?: (args: readonly string[]) => string | undefined;
  /** DKMS builds nothing, without a word. */
  skipsBuild?: boolean;
  commands?: Record<string, Answer>;
  files?: Record<string, string>;
  /** Further cards' links to the driver. */
  links?: string[];
}

export interface DrivenMachine {
  host: RecordingHost;
  situation: Situation;
  installed: Map<string, string>;
  said: string[];
  ai(): Ai;
  record(): DriversRecord;
  restart(): void;
  run(options?: Partial<DriversRun>): Promise<DriversRecord | RebootNeeded>;
}

const listing = 'Available devices:\n  Vulkan0: NAME (24564 MiB, 24000 MiB free)\n';

export function drivenMachine(situation: Situation): DrivenMachine {
  const { plan } = situation;
  const installed = new Map<string, string>([['linux-image-amd64', '6.1.192-2']]);
  const half = new Set<string>();
  const first = plan.devices.find(({ path }) => path === 'vulkan');
  const module = first?.module === 'nvidia-open' ? 'nvidia' : first?.module ?? 'none';
  const link = `/sys/bus/pci/devices/${first?.accelerator.replace('pci-', '') ?? 'none'}/driver`;
  let boots = 1;
  const fail = (file: string, words: string): never => { throw new CommandError(file, 100, words); };
  const plainName = (argument: string): string => argument.split('/').at(-1)?.replace(/\.deb$/, '') ?? '';

  function install(names: string[], call: Call): string {
    if (situation.online === false && !names.every((name) => name.startsWith('/'))) return fail('apt-get', `E: Unable to locate package ${names[0]}`);
    const isNewer = call.args.includes('bookworm-backports');
    const version = isNewer ? '1.0-1~bpo12+1' : '1.0-1';
    const added = names.filter((name) => !installed.has(plainName(name)));
    if (call.args.includes('--simulate')) return added.map((name) => `Inst ${plainName(name)} (${version} Debian:12/stable [amd64])\n`).join('');
    const broken = situation.breaks?.(added.map(plainName));
    for (const name of names) installed.set(plainName(name), version);
    if (isNewer && names.includes('linux-image-amd64')) host.files.set(`/boot/vmlinuz-${newKernel}`, { content: '', mode: 0o644 });
    if (broken === undefined) return '';
    for (const name of added.map(plainName).filter((each) => each.endsWith('-dkms'))) {
      installed.delete(name);
      half.add(name);
    }
    return fail('apt-get', broken);
  }

  function apt(call: Call): string {
    const [, file = '', ...args] = call.args;
    if (file === 'dpkg') return '';
    const words = situation.aptFails?.(args);
    if (words !== undefined) return fail('apt-get', words);
    if (args.includes('update')) return situation.online === false ? fail('apt-get', 'E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Could not resolve \'deb.debian.org\'') : '';
    const verb = args.findIndex((word) => word === 'install' || word === 'purge');
    const names = args.slice(verb + 1);
    if (args[verb] === 'install') return install(names, call);
    for (const name of names) {
      installed.delete(name);
      half.delete(name);
    }
    return '';
  }

  const host = recordingHost({
    files: {
      '/etc/cognos/ai.json': JSON.stringify({ choice, drivers: plan }),
      '/etc/apt/sources.list.d/debian.sources': '# yours\n\nTypes: deb\nURIs: http://mirror.example/debian\nSigned-By: /key/of/debian.gpg\n\nTypes: deb\nSigned-By: /key/of/security.gpg\n',
      '/etc/cognos/spec.yaml': 'cognos: {version: 1}\n',
      '/proc/sys/kernel/random/boot_id': 'boot-1\n',
      '/proc/meminfo': 'MemAvailable:   33554432 kB\n',
      '/sys/class/tty/console/active': 'tty0 ttyS0\n',
      [`/boot/vmlinuz-${kernel}`]: '',
      '/usr/bin/gpg': '', '/usr/lib/cognos-llama/llama-bench': '', '/dev/shm/x': '', '/dev/dri/card0': '',
      '/usr/share/cognos/packages/cognos-llama-vulkan.deb': 'deb',
      ...situation.files,
    },
    links: situation.driver === undefined ? {} : Object.fromEntries([link, ...situation.links ?? []].map((each) => [each, `../../drivers/${situation.driver}`])),
    commands: {
      env: apt,
      'dpkg --audit': () => (half.size > 0 ? `The following packages are only half configured:\n ${[...half].join('\n ')}\n` : ''),
      'apt-get --quiet check': '',
      'apt-get indextargets': ['main', 'non-free-firmware'].flatMap((component) => ['bookworm', 'bookworm-updates', 'bookworm-security'].map((suite) => (
        `http://mirror.example/debian${suite.endsWith('security') ? '-security' : ''}/|${suite}|${component}|/etc/apt/sources.list.d/debian.sources:${suite.endsWith('security') ? 2 : 1}\n`))).join(''),
      'dpkg-query': ({ args }) => {
        const names = args.slice(3);
        const known = (names.length > 0 ? names : [...installed.keys(), ...half]).filter((name) => installed.has(name) || half.has(name));
        return known.map((name) => `${half.has(name) ? 'half-configured' : 'installed'} ${name}${args[2]?.includes('Version') ? ` ${installed.get(name)}` : ''}\n`).join('');
      },
      'apt-cache pkgnames': ({ args }) => `${args[1]}\n`,
      'uname --kernel-release': () => `${boots > 1 && host.files.has(`/boot/vmlinuz-${newKernel}`) ? newKernel : kernel}\n`,
      'dkms status': () => {
        const built = [...installed.keys()].some((name) => name.endsWith('-dkms'));
        return !built ? '' : situation.skipsBuild ? 'nvidia-current/535.261.03: added\n' : `nvidia-current/535.261.03, ${kernel}, x86_64: installed\n`;
      },
      'mokutil --sb-state': () => (situation.secureBoot ? 'SecureBoot enabled\n' : 'SecureBoot disabled\n'),
      'mokutil --test-key': () => `/var/lib/dkms/mok.pub is ${situation.enrolled ? 'already enrolled' : 'not enrolled'}\n`,
      'mokutil --revoke-import': '', 'mokutil --import': '',
      modprobe: ({ args: [name = ''] }) => {
        if (host.links.get(link) !== undefined) return '';
        if (situation.secureBoot && !situation.enrolled && name === 'nvidia') return fail('modprobe', 'modprobe: ERROR: could not insert \'nvidia\': Key was rejected by service');
        if (name === 'nvidia' && ![...installed.keys()].some((each) => each.endsWith('-dkms'))) return fail('modprobe', 'modprobe: FATAL: Module nvidia not found');
        host.files.set(`/sys/module/${name}/refcnt`, { content: '0', mode: 0o644 });
        if (name === module) host.links.set(link, `../../drivers/${name}`);
        host.files.set('/dev/dri/renderD128', { content: '', mode: 0o644 });
        return '';
      },
      'nvidia-modprobe': () => {
        for (const node of ['/dev/nvidiactl', '/dev/nvidia0']) host.files.set(node, { content: '', mode: 0o644 });
        return '';
      },
      'ip -4 route show': () => (situation.online === false ? '' : 'default via 192.0.2.1 dev eth0\n'),
      'ip -6 route show default': '',
      setpriv: bench,
      'df --output=fstype,avail': 'Type Avail\ntmpfs 17179869184\n',
      curl: '', 'gpg --batch': ({ args }) => (args.includes('--show-keys') ? `pub:-:4096:1:X:1:::-:::scESC::::::23::0:\nfpr:::::::::${fingerprint}:\nuid:-::::1::x::y:::::::::0:\n` : ''),
      install: '', sync: '', mv: ({ args: [from = '', to = ''] }) => {
        host.files.set(to, { content: `moved from ${from}`, mode: 0o644 });
        return '';
      },
      sleep: '', dd: '', 'systemctl start': '', 'systemctl stop': '',
      ...situation.commands,
    },
  });

  function bench({ args }: Call): string {
    if (args.includes('--list-devices')) return (situation.devices ?? (installed.has('cognos-llama-vulkan') ? listing.replace('NAME', first?.name ?? '') : 'Available devices:\n'));
    const device = args[args.indexOf('--device') + 1];
    const speed = device === 'none' ? situation.cpu ?? 5 : situation.gpu ?? 50;
    if (typeof speed === 'string') throw new CommandError('llama-bench', undefined, speed, 'SIGSEGV');
    const row = (prompt: number, generated: number, perSecond: number): string => JSON.stringify({ n_prompt: prompt, n_gen: generated, build_commit: 'x', samples_ns: [1e9 * (prompt + generated) / perSecond] });
    return `${row(64, 0, speed * 4)}\n${row(0, 16, speed)}\n`;
  }

  const said: string[] = [];
  const read = <T>(path: string): T => JSON.parse(host.files.get(path)?.content ?? 'null') as T;
  return {
    host, situation, installed, said,
    ai: () => read<Ai>('/etc/cognos/ai.json'),
    record: () => read<DriversRecord>('/var/lib/cognos/drivers.json'),
    restart() {
      boots += 1;
      host.files.set('/proc/sys/kernel/random/boot_id', { content: `boot-${boots}\n`, mode: 0o644 });
      for (const path of [...host.files.keys()].filter((each) => /^\/(sys\/module|dev\/nvidia)/.test(each))) host.files.delete(path);
      // Blacklisted by the packages of NVIDIA's driver; the others are in the kernel and take their card by themselves.
      const isBuilt = [...installed.keys()].some((name) => name.endsWith('-dkms'));
      if (module === 'nvidia' && isBuilt) host.links.delete(link);
      else if (module !== 'nvidia') host.links.set(link, `../../drivers/${module}`);
      host.files.set('/dev/dri/renderD128', { content: '', mode: 0o644 });
    },
    run: (options = {}) => runDrivers(host, read<Ai>('/etc/cognos/ai.json'), said, options),
  };
}

async function runDrivers(host: Host, ai: Ai, said: string[], options: Partial<DriversRun>): Promise<DriversRecord | RebootNeeded> {
  try {
    return await carryOutDrivers({
      host, ai, signal: new AbortController().signal, mayEnrol: true, mayRestart: true, onProgress: () => undefined,
      warn: async (sentence) => { said.push(sentence); }, patience: { lockSeconds: 1, tries: 3, pauseSeconds: 1 }, ...options,
    });
  } catch (error) {
    if (error instanceof RebootNeeded) return error;
    throw error;
  }
}

/** Runs and restarts as the first boot does; fails on a second restart. */
export async function runToTheEnd(machine: DrivenMachine, options: Partial<DriversRun> = {}): Promise<DriversRecord> {
  const first = await machine.run(options);
  if (!(first instanceof RebootNeeded)) return first;
  machine.restart();
  const second = await machine.run(options);
  if (second instanceof RebootNeeded) throw new Error(`asked for a second restart: ${second.why}`);
  return second;
}
