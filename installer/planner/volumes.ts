/** The partitions and what is on them, by name: one table that steps, fstab and boot menu are made from. */
import { espLabel } from '../../shared/plan/esp.ts';
import { uuidFrom } from '../../shared/plan/plan-hash.ts';
import type { PartitionSpec } from '../../shared/plan/step.ts';
import type { Architecture } from '../../shared/machine/machine.ts';
import type { KeptModels } from './kept-models.ts';
import type { LayoutSizes } from './size-layout.ts';
import type { Layout } from './storage-spec.ts';

export type VolumeName = 'bios' | 'esp' | 'boot' | 'root' | 'swap' | 'models';

export interface Volume {
  name: VolumeName;
  partition: PartitionSpec;
  /** By PARTUUID, the same on every boot, whatever the disk is called; for an encrypted one what it is when it is open. */
  device: string;
  crypt?: Crypt;
  fs?: 'vfat' | 'btrfs' | 'ext4' | 'xfs' | 'swap';
  /** As blkid prints it; FAT's is `ABCD-1234`. */
  fsUuid: string;
  fsLabel: string;
}
/** What lies between the partition and its filesystem. */
export interface Crypt {
  /** Of the mapping, in the live system and on the target: `cognos-root-5f0c1d2e`. No other install has it, so that an encrypted CognOS can install another. */
  name: string;
  /** The partition, by PARTUUID. */
  device: string;
  /** Of the LUKS header; the swap space has none, for it gets a new key at each start. */
  uuid: string;
}
export type Volumes = Partial<Record<VolumeName, Volume>> & Record<'esp' | 'root', Volume>;

/** GPT type GUIDs: UEFI 2.10 5.3.3 and the Discoverable Partitions Specification. */
const rootTypes: Record<Architecture, string> = {
  x86_64: '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
  aarch64: 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE',
  riscv64: '72EC70A6-CF74-40E6-BD49-4BDA08E8F224',
};
const types = {
  bios: '21686148-6449-6E6F-744E-656564454649',
  esp: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
  // Extended boot loader partition.
  boot: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
  swap: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F',
  models: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
};
const mib = 1024 ** 2;
/** What holds data. */
const secret: ReadonlySet<VolumeName> = new Set<VolumeName>(['root', 'swap', 'models']);

type Row = [name: VolumeName, bytes: number, type: string, fs: Volume['fs'], label: string];

/**
 * A boot partition makes the rest of them encrypted: nothing that starts before the passphrase can lie behind it.
 * @param kept takes the place of new models, where it lies
 * @param seed names this install: the same spec on the same disk gives the same UUIDs, which is what lets it resume.
 */
export function layOut(sizes: LayoutSizes, layout: Layout, architecture: Architecture, seed: string, kept?: KeptModels): Volumes {
  const encrypted = sizes.boot > 0;
  const rows: Row[] = [
    ['bios', sizes.biosBoot, types.bios, undefined, ''],
    ['esp', sizes.esp, types.esp, 'vfat', espLabel],
    // Third where there is one, as the core image of GRUB has it: the others move up.
    ...(encrypted ? [['boot', sizes.boot, types.boot, 'ext4', 'cognos-boot']] satisfies Row[] : []),
    ['root', sizes.root, rootTypes[architecture], layout, 'cognos-root'],
    ['swap', sizes.swap, types.swap, 'swap', 'cognos-swap'],
    ['models', kept ? 0 : sizes.models, types.models, 'xfs', 'cognosmodels'], // XFS labels end at 12 characters.
  ];
  let start = mib;
  const volumes: Partial<Record<VolumeName, Volume>> = {};
  for (const [index, [name, bytes, type, fs, fsLabel]] of rows.entries()) {
    if (bytes === 0) continue;
    const uuid = uuidFrom(`${seed}/partition/${name}`);
    const fsUuid = uuidFrom(`${seed}/filesystem/${name}`);
    const partition = `/dev/disk/by-partuuid/${uuid}`;
    const crypt = encrypted && secret.has(name) ? { name: `cognos-${name}-${uuid.slice(0, 8)}`, device: partition, uuid: uuidFrom(`${seed}/luks/${name}`) } : undefined;
    volumes[name] = {
      name,
      partition: { number: index + 1, label: `cognos-${name}`, type, uuid, startBytes: start, bytes },
      device: crypt ? `/dev/mapper/${crypt.name}` : partition,
      ...(crypt ? { crypt } : {}),
      ...(fs ? { fs } : {}),
      fsUuid: fs === 'vfat' ? `${fsUuid.slice(0, 4)}-${fsUuid.slice(4, 8)}`.toUpperCase() : fsUuid,
      fsLabel,
    };
    start += bytes;
  }
  if (kept) volumes.models = keptVolume(kept, rows.length);
  return volumes as Volumes;
}

function keptVolume({ startBytes, bytes, uuid, fsUuid }: KeptModels, number: number): Volume {
  return {
    name: 'models', partition: { number, label: 'cognos-models', type: types.models, uuid, startBytes, bytes, keep: true },
    device: `/dev/disk/by-partuuid/${uuid}`, fs: 'xfs', fsUuid, fsLabel: 'cognosmodels',
  };
}
