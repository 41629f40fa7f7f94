/** A machine that our installer made, on its first boot: one disk, models on the last partition, a seed for cloud-init. */
import { recordingHost, type Answer, type RecordingHost } from '../../fakes/recording-host.ts';
import { runFirstboot } from '../../../firstboot/run-firstboot.ts';
import type { Host } from '../../../shared/system/host.ts';

export const canary = 'CANARY-token-7f3a';
export const machineId = '0123456789abcdef0123456789abcdef';

const disk = '/sys/devices/pci0000:00/virtio1/block/vda';
const gib = 2 * 1024 ** 2; // in 512-byte sectors

export interface Change {
  files?: Record<string, string | undefined>;
  commands?: Record<string, Answer>;
}

export function bootedMachine({ files = {}, commands = {} }: Change = {}): RecordingHost {
  const all: Record<string, string | undefined> = {
    '/etc/machine-id': `${machineId}\n`,
    '/etc/fstab': '# Written by the CognOS installer.\nUUID=a\t/\tbtrfs\tdefaults\t0\t0\nUUID=b\t/var/lib/cognos/models\txfs\tdefaults\t0\t0\n',
    // Guards, drivers and models have tests of their own.
    '/etc/cognos/spec.yaml': '#cloud-config\nhostname: edge-01\ncognos: {version: 1, ai: {model: none}, security: {profile: none}, firstboot: {ask: never}}\n',
    '/etc/cognos/ai.json': JSON.stringify({ choice: { reason: 'no model was asked for' }, drivers: { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] } }),
    '/etc/netplan/90-cognos.yaml': 'network: {version: 2}\n',
    '/etc/passwd': 'root:x:0:0::/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\n',
    '/home/ada/.ssh/authorized_keys': 'ssh-ed25519 AAAA ada\n',
    '/etc/ssh/ssh_host_ed25519_key': 'made before sshd started\n',
    '/usr/sbin/sshd': '',
    '/var/lib/cognos/report.json': '{"version":1,"installer":"0.1.0","seconds":42}\n',
    '/var/lib/cloud/seed/nocloud/user-data': `#cloud-config\nruncmd: [[curl, -H, ${canary}, https://example.net]]\n`,
    '/var/lib/cloud/seed/nocloud/meta-data': 'instance-id: cognos-1\n',
    '/var/lib/cloud/instances/cognos-1/user-data.txt': canary,
    '/var/lib/cloud/instances/cognos-1/user-data.txt.i': canary,
    '/var/lib/cloud/instances/cognos-1/cloud-config.txt': canary,
    '/var/lib/cloud/instances/cognos-1/obj.pkl': canary,
    '/var/lib/cloud/instances/cognos-1/scripts/runcmd': canary,
    '/proc/sys/kernel/random/boot_id': 'b00t\n',
    '/proc/meminfo': 'MemTotal:        4000000 kB\nMemAvailable:    3000000 kB\n',
    '/run/cloud-init/enabled': '',
    '/run/cloud-init/instance-data-sensitive.json': canary,
    '/run/cloud-init/result.json': '{"v1": {"datasource": "DataSourceNoCloud", "errors": []}}',
    [`${disk}/size`]: String(20 * gib),
    [`${disk}/vda5/partition`]: '5\n',
    [`${disk}/vda5/start`]: String(8 * gib),
    [`${disk}/vda5/size`]: String(12 * gib - 2048),
    [`${disk}/vda3/partition`]: '3\n',
    [`${disk}/vda3/start`]: String(2 * gib),
    [`${disk}/vda3/size`]: String(4 * gib),
    ...files,
  };
  return recordingHost({
    files: Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    links: { '/sys/class/block/vda5': `${disk}/vda5`, '/sys/class/block/vda3': `${disk}/vda3` },
    commands: {
      'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /': '/dev/vda3 btrfs\n',
      'findmnt --noheadings --nofsroot --output SOURCE,FSTYPE --mountpoint /var/lib/cognos/models': '/dev/vda5 xfs\n',
      'systemctl show --property=ActiveState,Job': 'ActiveState=active\n',
      'systemctl is-enabled ssh.service': 'enabled\n',
      'systemctl reset-failed': '', 'systemctl --no-block reload-or-restart': '',
      'systemd-machine-id-setup --commit': '', 'systemd-machine-id-setup': '',
      'ip -json -details address show': '[{"ifname": "enp1s0", "link_type": "ether", "flags": ["LOWER_UP"], "addr_info": [{"scope": "global", "local": "192.0.2.7"}]}]',
      xfs_growfs: '', 'btrfs filesystem resize': '', resize2fs: '', growpart: '', 'ssh-keygen -A': '', sleep: '', sync: '', 'systemctl --no-block start': '', 'systemctl --no-block stop': '', 'agetty --reload': '', 'dpkg-query': '', 'hostname --all-ip-addresses': '192.0.2.7 \n', 'timedatectl show --property=NTPSynchronized --value': 'yes\n',
      ...commands,
    },
  });
}

/** The disk was 20 GiB when it was installed and is 40 GiB now. */
export const largerDisk = { [`${disk}/size`]: String(40 * gib) };

export async function boot(host: Host, { signal = new AbortController().signal, reset = false } = {}): Promise<boolean> {
  return runFirstboot({ host, signal, reset, clock: () => new Date('2026-11-23T12:00:00Z'), now: () => 0, onProgress: () => undefined });
}

export interface Report { version: number; seconds?: number; firstboot: { steps: { id: string; seconds: number }[]; notes: string[]; seconds: number; finished: string } }

export function reportOf(host: RecordingHost): Report {
  return JSON.parse(host.files.get('/var/lib/cognos/report.json')?.content ?? '') as Report;
}

/** What a report says of a machine whose spec wants no model. */
const noModel = ['No model is fetched: no model was asked for. `cognos-model add` and `cognos-model use` do it later', 'No agent is started: no model was asked for'];

/** The notes but for those. */
export function notesOf(host: RecordingHost): string[] {
  return reportOf(host).firstboot.notes.filter((note) => !noModel.includes(note));
}
