/** The files that make the copied system this machine: names, mounts, locale, time, package sources, cloud-init. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Step } from '../../shared/plan/step.ts';
import { keyboardFile } from '../../shared/spec/keyboard-file.ts';
import { secretReference } from '../../shared/system/secrets.ts';
import { targetSpec } from '../paths.ts';
import { aptSources } from './apt-sources.ts';
import { keyFileOf, mounts } from './plan-disk.ts';
import { planNetwork } from './plan-network.ts';
import { savedSpec } from './saved-spec.ts';
import type { Layout } from './storage-spec.ts';
import type { Volumes } from './volumes.ts';
import { writeText } from './write-text.ts';

interface Request { machine: Machine; spec: InstallSpec; volumes: Volumes; layout: Layout; seed: string; handOver: boolean }

export function planSystem(request: Request): Step[] {
  const { machine, spec, volumes, layout } = request;
  return [
    writeText('fstab', '/etc/fstab', fstab(volumes, layout)),
    ...crypttab(volumes),
    ...names(spec),
    writeText('locale', '/etc/default/locale', `LANG=${spec.locale || 'C.UTF-8'}\n`),
    ...keyboard(spec.keyboard),
    ...timezone(spec.timezone ?? 'Etc/UTC'),
    ...timeServers(spec.ntp),
    ...aptSources(spec.apt, machine.architecture),
    ...planNetwork(machine, spec.network),
    ...cloudInit(request),
    ...reportSecrets(spec),
    { id: 'write-spec', kind: 'write-file', label: 'Saving the spec', weight: 0.1, path: targetSpec, mode: 0o600, content: savedSpec(spec) },
  ];
}

/**
 * A disk may take its time: a controller that counts its drives, an array that spins up, a host with too much to do. And a
 * login needs the root alone: without nofail a models disk that is gone ends a start in emergency mode, where nobody can log
 * in as root is locked. What needs another filesystem waits for it by itself (RequiresMountsFor=).
 */
const patience = 'nofail,x-systemd.device-timeout=10min';

function fstab(volumes: Volumes, layout: Layout): string {
  const lines = mounts(volumes, layout).map(({ volume, at, fs, options }) => {
    const pass = at === '/' && fs === 'ext4' ? 1 : fs === 'vfat' ? 2 : 0;
    const waiting = volume === volumes.root ? [] : [patience];
    return [`UUID=${volume.fsUuid}`, at, fs, [...options, ...waiting].join(',') || 'defaults', '0', String(pass)].join('\t');
  });
  return ['# Written by the CognOS installer.', ...lines, ...(volumes.swap ? [`${volumes.swap.crypt ? volumes.swap.device : `UUID=${volumes.swap.fsUuid}`}\tnone\tswap\tsw,${patience}\t0\t0`] : []), ''].join('\n');
}

/** crypttab(5). What is no longer used is told to the disk: where nothing is, is seen then, and a fast disk stays fast. */
function crypttab({ root, models, swap }: Volumes): Step[] {
  if (!root.crypt) return [];
  const row = (name: string, source: string, key: string, options: string): string => [name, source, key, options].join('\t');
  return [writeText('crypttab', '/etc/crypttab', [
    '# Written by the CognOS installer.',
    row(root.crypt.name, `UUID=${root.crypt.uuid}`, 'none', 'luks,discard,x-initrd.attach'),
    ...(models?.crypt ? [row(models.crypt.name, `UUID=${models.crypt.uuid}`, keyFileOf(models.crypt.name), 'luks,discard,nofail')] : []),
    ...(swap?.crypt ? [row(swap.crypt.name, `PARTUUID=${swap.partition.uuid}`, '/dev/urandom', 'swap,cipher=aes-xts-plain64,size=512,discard,nofail')] : []),
    '',
  ].join('\n'))];
}

function names({ hostname = 'cognos', fqdn, prefer_fqdn_over_hostname: preferFqdn }: InstallSpec): Step[] {
  const short = hostname.split('.')[0] ?? hostname;
  const full = fqdn ?? (hostname.includes('.') ? hostname : undefined);
  return [
    writeText('hostname', '/etc/hostname', `${preferFqdn === true && full ? full : short}\n`),
    // 127.0.1.1 as Debian's own installer writes it (Debian reference, 5.1.1).
    writeText('hosts', '/etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${full ? `${full} ` : ''}${short}\n\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n`),
  ];
}

/**
 * keyboard(5); the console gets it from console-setup, which reads the same file. The image has the default one with its
 * keymap: a file that is younger would have the first start make that keymap again, to the same end.
 */
function keyboard(wanted: InstallSpec['keyboard']): Step[] {
  const text = keyboardFile(wanted ?? { layout: 'us' });
  return text === keyboardFile({ layout: 'us' }) ? [] : [writeText('keyboard', '/etc/default/keyboard', text)];
}

function timezone(zone: string): Step[] {
  return [
    { id: 'link-localtime', kind: 'link', label: 'Configuring the system', weight: 0.1, path: '/etc/localtime', to: `/usr/share/zoneinfo/${zone}` },
    writeText('timezone', '/etc/timezone', `${zone}\n`),
  ];
}

function timeServers(ntp: InstallSpec['ntp']): Step[] {
  if (!ntp) return [];
  if (ntp.enabled === false) {
    // Masked, not disabled: cloud-init's or an upgrade's preset would enable it again.
    return [{ id: 'mask-timesyncd', kind: 'link', label: 'Configuring the system', weight: 0.1, path: '/etc/systemd/system/systemd-timesyncd.service', to: '/dev/null' }];
  }
  const servers = [...ntp.servers ?? [], ...ntp.pools ?? []];
  return servers.length === 0 ? [] : [writeText('timesyncd', '/etc/systemd/timesyncd.conf.d/60-cognos.conf', `[Time]\nNTP=${servers.join(' ')}\n`)];
}

/** The secrets that first boot will ask for; the saved spec has none. */
function reportSecrets(spec: InstallSpec): Step[] {
  const { token, secret } = spec.cognos?.firstboot?.report ?? {};
  const write = (name: string, value: string | undefined): Step[] => (value === undefined ? [] : [writeText(name, `/etc/cognos/${name}`, `${value}\n`, 0o600)]);
  return [...write('report-token', token), ...write('report-secret', secret)];
}

/**
 * What the installer did is switched off in the target's cloud-init, so that nothing is done twice or undone. Each in a form that
 * its schema takes (22.4.2; `users: []`, `locale: false` and `ssh_genkeytypes: []` say the same, with a warning at each first start),
 * and that a list or map of user-data replaces: over `users: {}` cloud-init would lose a list.
 */
const cloudConfig = {
  datasource_list: ['NoCloud', 'None'],
  // Only the seed: a cidata volume that is still plugged in would be read again, with what the installer took from it.
  datasource: { NoCloud: { fs_label: null } },
  network: { config: 'disabled' },
  users: '',
  preserve_hostname: true,
  manage_etc_hosts: false,
  locale: 'false',
  apt: { preserve_sources_list: true },
  ssh_deletekeys: false,
  ssh_keys: {},
  growpart: { mode: 'off' },
  resize_rootfs: false,
};

function cloudInit({ seed, handOver }: Request): Step[] {
  if (!handOver) {
    return [writeText('cloud-init-disabled', '/etc/cloud/cloud-init.disabled', 'The spec left nothing for cloud-init to do on this machine.\n')];
  }
  const folder = '/var/lib/cloud/seed/nocloud';
  return [
    { id: 'write-cloud-config', kind: 'write-file', label: 'Configuring the system', weight: 0.1, path: '/etc/cloud/cloud.cfg.d/90-cognos.cfg', mode: 0o644, content: { yaml: cloudConfig, header: '# Written by the CognOS installer: what it did itself, cloud-init leaves alone.\n' } },
    writeText('cloud-meta-data', `${folder}/meta-data`, `instance-id: cognos-${seed}\n`, 0o600),
    writeText('cloud-user-data', `${folder}/user-data`, secretReference('cloud-init.user-data'), 0o600),
  ];
}
