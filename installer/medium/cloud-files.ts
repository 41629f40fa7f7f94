/**
 * What makes the target layer a cloud image: the files that an install would write and every machine shares, and
 * cloud-init in charge of the rest. Pure. No user, password, key or name of a machine is in it.
 */
import { controls } from '../../shared/harden/controls/index.ts';
import { factsFromSpec } from '../../shared/harden/facts-from-spec.ts';
import { kernelLine } from '../../shared/harden/kernel-line.ts';
import type { Machine, SystemImage } from '../../shared/machine/machine.ts';
import type { Step } from '../../shared/plan/step.ts';
import { planBootloader } from '../planner/plan-bootloader.ts';
import { planProtection } from '../planner/plan-protection.ts';
import { planSystem } from '../planner/plan-system.ts';
import type { Volumes } from '../planner/volumes.ts';
import { writeText } from '../planner/write-text.ts';

export const modelsSubvolume = '@models';
const spec = { cognos: { version: 1 as const } };
const fromSystem = ['write-fstab', 'write-locale', 'link-localtime', 'write-timezone'];
const fromBootloader = ['write-grub-upgrades', 'write-grub-defaults', 'write-grub-menu'];

/** Steps of the kinds `write-file`, `link` and `protect` for the root filesystem. */
export function cloudFiles(volumes: Volumes, image: SystemImage): Step[] {
  const layout = 'btrfs';
  const machine = { architecture: image.architecture, firmware: { kind: 'uefi' }, nics: [] as Machine['nics'] } as Machine;
  const system = planSystem({ machine, spec, volumes, layout, seed: '', handOver: false });
  // Whoever logs in is cloud-init's matter, and clouds give keys: what needs to know them first boot does.
  const facts = factsFromSpec(spec);
  const bootloader = planBootloader({ machine, device: '', volumes, layout, kernel: image.kernel, words: kernelLine(controls, facts) });
  return [
    ...system.filter(({ id }) => fromSystem.includes(id)).map((step) => withModels(step, volumes)),
    ...planProtection(facts),
    ...bootloader.filter(({ id }) => fromBootloader.includes(id)),
    writeText('cloud-init', '/etc/cloud/cloud.cfg.d/99-cognos-cloud.cfg', cloudConfig),
    writeText('network', '/etc/systemd/network/99-cognos-fallback.network', fallbackNetwork),
    writeText('zram', '/etc/systemd/zram-generator.conf', zram),
  ];
}

/**
 * Models on the root filesystem, which first boot grows to the end of the disk: in a subvolume of their own, so that
 * snapshots of the system do not hold them, and without copy-on-write (the folder's attribute), so that a file
 * downloaded in pieces lies in one piece. Its digest is checked, so btrfs's checksums are not missed.
 */
function withModels(step: Step, { root }: Volumes): Step {
  if (step.kind !== 'write-file' || step.id !== 'write-fstab' || !('text' in step.content)) return step;
  const line = [`UUID=${root.fsUuid}`, '/var/lib/cognos/models', 'btrfs', `subvol=${modelsSubvolume},noatime,nodev,nosuid`, '0', '0'].join('\t');
  return { ...step, content: { text: `${step.content.text}${line}\n` } };
}

/** After Debian's 90_dpkg.cfg, whose list of datasources it replaces. Growing is first boot's: two must not write one partition table. */
const cloudConfig = `# Of the CognOS cloud image.
datasource_list: [NoCloud, ConfigDrive, OpenStack, Ec2, GCE, Azure, Oracle, DigitalOcean, Hetzner, Vultr, Scaleway, Exoscale, UpCloud, CloudStack, OpenNebula, VMware, OVF, IBMCloud, AliYun, AltCloud, MAAS, None]
growpart: {mode: 'off'}
resize_rootfs: false
ssh_genkeytypes: [ed25519, rsa]
`;

/** For a machine without any datasource, where cloud-init does not run. netplan's files (10-netplan-…) come before it. */
const fallbackNetwork = `# Of the CognOS cloud image: where cloud-init configured nothing.
[Match]
Type=ether
Name=e*

[Link]
RequiredForOnline=no

[Network]
DHCP=yes
`;

/** Until first boot knows how much the model leaves free. */
const zram = `# Of the CognOS cloud image.
[zram0]
zram-size = min(ram / 4, 4096)
compression-algorithm = zstd
`;
