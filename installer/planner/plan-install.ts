/**
 * (Machine, asked) -> plan or refusals. Pure: no clock, no I/O, no randomness; the UUIDs follow from the spec and
 * the disk, so a machine that lost power in the middle makes the same plan again and can go on with it.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/errors.ts';
import { describeDisk } from '../../shared/machine/describe-disk.ts';
import type { Disk, Machine, Medium } from '../../shared/machine/machine.ts';
import { canonicalJson, planHash, uuidFrom } from '../../shared/plan/plan-hash.ts';
import type { DiskChoice, KeyDisposition, Plan, Proposal } from '../../shared/plan/plan.ts';
import type { Step } from '../../shared/plan/step.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { chooseDisk, isOurs } from './choose-disk.ts';
import { pictureAfter, pictureBefore } from './disk-picture.ts';
import { planBootloader } from './plan-bootloader.ts';
import { planDisk } from './plan-disk.ts';
import { planSystem } from './plan-system.ts';
import { planUsers } from './plan-users.ts';
import { preflight } from './preflight.ts';
import { sizeLayout, type LayoutSizes } from './size-layout.ts';
import type { Layout } from './storage-spec.ts';
import { layOut } from './volumes.ts';

/** A validated spec and what was learnt while its secrets were taken out (cloud-init/read-user-data.ts). */
export interface Asked {
  spec: InstallSpec;
  fingerprint: string;
  keys: KeyDisposition[];
  warnings: Finding[];
}

/** @param reset a CognOS install on the disk may be lost */
export function planInstall(machine: Machine, asked: Asked, { reset = false } = {}): Proposal {
  const storage = asked.spec.cognos?.storage ?? {};
  const layout = storage.layout ?? 'btrfs';
  const refusals = preflight(machine);
  const seedFor = (disk: Disk): string => seed(asked, disk);
  const choice = chooseDisk(machine, storage, (disk) => disk.partitionTable?.uuid?.toLowerCase() === tableUuid(seedFor(disk)) || (reset && isOurs(disk)));
  if ('refusal' in choice) return { ok: false, refusals: [...refusals, choice.refusal] };
  const { medium } = machine;
  if (!medium || refusals.length > 0) return { ok: false, refusals };

  const sizes = sizeLayout({ disk: choice.disk, machine, storage, layout, image: medium.image, withModels: asked.spec.cognos?.ai?.model !== 'none' });
  if ('refusal' in sizes) return { ok: false, refusals: [sizes.refusal] };
  return { ok: true, plan: compose({ machine, asked, medium, layout, disk: choice.disk, reason: choice.reason, sizes: sizes.sizes, seed: seedFor(choice.disk) }) };
}

interface Chosen { machine: Machine; asked: Asked; medium: Medium; layout: Layout; disk: Disk; reason: string; sizes: LayoutSizes; seed: string }

function compose(chosen: Chosen): Plan {
  const { machine, asked, medium, layout, disk, sizes } = chosen;
  const volumes = layOut(sizes, layout, machine.architecture, chosen.seed);
  const device = stableName(disk);
  const steps: Step[] = [
    ...planDisk({ disk, device, volumes, layout, medium, tableUuid: tableUuid(chosen.seed) }),
    ...planSystem({ machine, spec: asked.spec, volumes, layout, seed: chosen.seed, handOver: asked.keys.some(({ by }) => by === 'cloud-init') }),
    ...planUsers(asked.spec),
    ...planBootloader({ machine, device, volumes, layout, kernel: medium.image.kernel }),
  ];
  const secretsFingerprint = asked.fingerprint;
  return {
    version: 1, hash: planHash({ steps, secretsFingerprint }), disk: diskChoice(chosen, pictureAfter(volumes, layout)),
    steps, keys: asked.keys, secretsFingerprint, warnings: asked.warnings,
  };
}

function diskChoice({ disk, reason }: Chosen, after: DiskChoice['after']): DiskChoice {
  const { path, byId, serial, wwn, bytes } = disk;
  return {
    path, identity: { byId, bytes, ...(serial ? { serial } : {}), ...(wwn ? { wwn } : {}) },
    title: describeDisk(disk), reason, before: pictureBefore(disk), after,
  };
}

/** Names the pair of spec and disk. Not the disk's name of today, where it has an identity of its own. */
function seed({ spec, fingerprint }: Asked, disk: Disk): string {
  const identity = disk.serial || disk.wwn ? { serial: disk.serial, wwn: disk.wwn } : { path: disk.path };
  return createHash('sha256').update(canonicalJson({ spec, fingerprint, identity, bytes: disk.bytes })).digest('hex').slice(0, 32);
}

function tableUuid(seed_: string): string {
  return uuidFrom(`${seed_}/table`);
}

/** by-id survives sda becoming sdb; a disk without one (virtio without a serial) has only its name. */
function stableName({ byId, path }: Disk): string {
  return byId.find((link) => !/\/(wwn|nvme-eui|dm-uuid|lvm)-/.test(link)) ?? byId[0] ?? path;
}
