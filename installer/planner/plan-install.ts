/**
 * (Machine, asked) -> plan or refusals. Pure: no clock, no I/O, no randomness; the UUIDs follow from the spec and
 * the disk, so a machine that lost power in the middle makes the same plan again and can go on with it.
 */
import { createHash } from 'node:crypto';
import { chooseModel } from '../../shared/choice/choose-model.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import { hasRoomFor, mostFileBytes, refuseForDisk, sizeModels } from '../../shared/choice/size-models.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Finding } from '../../shared/errors.ts';
import { describeDisk } from '../../shared/machine/describe-disk.ts';
import type { Disk, Machine, Medium } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { factsFromSpec } from '../../shared/harden/facts-from-spec.ts';
import { kernelLine } from '../../shared/harden/kernel-line.ts';
import { canonicalJson, planHash, uuidFrom } from '../../shared/plan/plan-hash.ts';
import type { DiskChoice, KeyDisposition, Plan, Proposal } from '../../shared/plan/plan.ts';
import type { Step } from '../../shared/plan/step.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { planUsers } from '../../shared/steps/plan-users.ts';
import { askedDrivers, askedModel } from '../../shared/choice/asked-model.ts';
import { chooseDisk, isOurs } from './choose-disk.ts';
import { pictureAfter, pictureBefore } from './disk-picture.ts';
import { judgeNetwork } from './judge-network.ts';
import { findModels, type KeptModels } from './kept-models.ts';
import { planAi } from './plan-ai.ts';
import { planBootloader } from './plan-bootloader.ts';
import { planDisk } from './plan-disk.ts';
import { planProtection } from './plan-protection.ts';
import { planSystem } from './plan-system.ts';
import { preflight } from './preflight.ts';
import { roomForModels, sizeLayout, type LayoutSizes } from './size-layout.ts';
import type { Layout } from './storage-spec.ts';
import { layOut } from './volumes.ts';

/** A validated spec and what was learnt while its secrets were taken out (cloud-init/read-user-data.ts). */
export interface Asked {
  spec: InstallSpec;
  fingerprint: string;
  keys: KeyDisposition[];
  warnings: Finding[];
}

export interface PlanOptions {
  /** A CognOS install on the disk may be lost. */
  reset?: boolean;
  /** How fast this machine is; without one a model is chosen by what fits. */
  measurement?: Measurement | undefined;
  catalogue?: Catalogue;
}

export function planInstall(machine: Machine, asked: Asked, { reset = false, measurement, catalogue = builtinCatalogue }: PlanOptions = {}): Proposal {
  const storage = asked.spec.cognos?.storage ?? {};
  const layout = storage.layout ?? 'btrfs';
  const refusals = preflight(machine);
  const seedFor = (disk: Disk): string => seed(asked, disk);
  const choice = chooseDisk(machine, storage, (disk) => disk.partitionTable?.uuid?.toLowerCase() === tableUuid(seedFor(disk)) || (reset && isOurs(disk)));
  if ('refusal' in choice) return { ok: false, refusals: [...refusals, choice.refusal] };
  const { medium } = machine;
  if (!medium || refusals.length > 0) return { ok: false, refusals };

  // The saved file of an install has none.
  if (storage.encrypt && storage.encrypt.passphrase === undefined) return { ok: false, refusals: [...refusals, noPassphrase] };
  const { disk } = choice;
  const kept = storage.models?.keep ? findModels(disk) : undefined;
  if (kept && 'refusal' in kept) return { ok: false, refusals: [kept.refusal] };
  const request = { disk, machine, storage, layout, image: medium.image, kept };
  const drivers = planDrivers(machine, askedDrivers(asked.spec.cognos.ai), medium.image.kernel);
  if (drivers.refusals.length > 0) return { ok: false, refusals: drivers.refusals };
  const ai = chooseFor({ machine, asked, measurement, catalogue, drivers, disk, room: roomForModels(request) });
  if ('refusal' in ai) return { ok: false, refusals: [ai.refusal] };
  const storageOfModels = sizeModels(machine, ai.choice, disk);
  const sizes = sizeLayout({ ...request, models: asked.spec.cognos.ai?.model === 'none' ? undefined : storageOfModels.models });
  if ('refusal' in sizes) return { ok: false, refusals: [sizes.refusal] };
  return { ok: true, plan: compose({ machine, asked, medium, layout, disk, kept, reason: choice.reason, sizes: sizes.sizes, seed: seedFor(disk), choice: ai.choice, drivers, findings: measurement?.findings ?? [], zram: storageOfModels.zram }) };
}

const noPassphrase: Finding = {
  severity: 'error', code: 'no-passphrase', path: 'cognos.storage.encrypt',
  message: 'the disk is to be encrypted, and there is no passphrase; write passphrase: "…" below encrypt, or leave encrypt out to install without encryption',
};

interface Choosing { machine: Machine; asked: Asked; measurement: Measurement | undefined; catalogue: Catalogue; drivers: DriverPlan; disk: Disk; room: number }

/** `auto` takes no model that this disk has no room for; one that was asked for by name is refused with the largest that has. */
function chooseFor({ machine, asked, measurement, catalogue, drivers, disk, room }: Choosing): { choice: ModelChoice } | { refusal: Finding } {
  const request = askedModel(asked.spec);
  const auto = request.model === 'auto' && room > 0;
  const choice = chooseModel(machine, catalogue, auto ? { ...request, maxDisk: Math.min(request.maxDisk ?? Infinity, mostFileBytes(room)) } : request, measurement, drivers, disk);
  if (choice.refusal) return { refusal: choice.refusal };
  if (room <= 0 || hasRoomFor(choice, room)) return { choice };
  const refusal = refuseForDisk(choice, judgeModels(machine, catalogue, request, measurement, drivers), room);
  return refusal ? { refusal } : { choice };
}

interface Chosen { machine: Machine; asked: Asked; medium: Medium; layout: Layout; disk: Disk; kept: KeptModels | undefined; reason: string; sizes: LayoutSizes; seed: string; choice: ModelChoice; drivers: DriverPlan; findings: string[]; zram: number }

function compose(chosen: Chosen): Plan {
  const { machine, asked, medium, layout, disk, sizes } = chosen;
  const volumes = layOut(sizes, layout, machine.architecture, chosen.seed, chosen.kept);
  const device = stableName(disk);
  const facts = factsFromSpec(asked.spec);
  const encrypt = asked.spec.cognos.storage?.encrypt;
  const steps: Step[] = [
    ...planDisk({ disk, device, volumes, layout, medium, tableUuid: tableUuid(chosen.seed), passphrase: encrypt?.passphrase, memoryBytes: machine.memory.bytes }),
    ...planSystem({ machine, spec: asked.spec, volumes, layout, seed: chosen.seed, handOver: asked.keys.some(({ by }) => by === 'cloud-init') }),
    ...planProtection(facts),
    ...planAi({ choice: chosen.choice, drivers: chosen.drivers, zram: chosen.zram, tableUuid: tableUuid(chosen.seed) }),
    ...planUsers(asked.spec),
    ...planBootloader({ machine, device, volumes, layout, kernel: medium.image.kernel, words: kernelLine(controls, facts) }),
  ];
  const secretsFingerprint = asked.fingerprint;
  return {
    version: 1, hash: planHash({ steps, secretsFingerprint }), disk: diskChoice(chosen, pictureAfter(volumes, layout)),
    ai: chosen.choice, drivers: chosen.drivers, steps, keys: asked.keys, secretsFingerprint, warnings: [...asked.warnings, ...judgeNetwork(machine, asked.spec.network), ...chosen.findings.map((message): Finding => ({ severity: 'warning', code: 'measuring', path: 'cognos.ai', message, values: { detail: message } }))],
  };
}

function diskChoice({ disk, kept, reason }: Chosen, after: DiskChoice['after']): DiskChoice {
  const { path, byId, serial, wwn, bytes } = disk;
  return {
    path, identity: { byId, bytes, ...(serial ? { serial } : {}), ...(wwn ? { wwn } : {}) },
    title: describeDisk(disk), reason, before: pictureBefore(disk, kept), after,
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
