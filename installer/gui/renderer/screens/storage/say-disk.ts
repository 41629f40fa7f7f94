/** A disk and its parts in words. */
import type { Disk } from '../../../../../shared/machine/machine.ts';
import type { DiskPicture as PlannedPicture } from '../../../../../shared/plan/plan.ts';
import type { StorageAnswers } from '../../../../../shared/protocol/answers.ts';
import { keepsModels } from '../../../../../shared/protocol/keeps-models.ts';
import type { DiskOffer } from '../../../../../shared/protocol/snapshot.ts';
import type { Words } from '../../i18n/use-words.ts';
import type { Offered } from './disk-of.ts';
import { partsBefore, type DiskPart } from './disk-parts.ts';

/** Vendor and model, unless the model says the vendor itself. */
export function sayName(t: Words, { vendor, model }: Disk): string {
  if (!model) return vendor ?? t('storage.unnamed');
  return vendor && !model.toLowerCase().startsWith(vendor.toLowerCase()) ? `${vendor} ${model}` : model;
}

export function saySerial(t: Words, { serial }: Pick<DiskOffer | Disk, 'serial'>): string {
  return serial ? t('storage.serial', { serial }) : t('storage.noSerial');
}

/** Model, size and serial number: one disk of several of its kind, to who cannot see the card. The path stands in where a serial is missing. */
export function sayApart(t: Words, { offer, disk }: Offered): string {
  return t.facts([sayName(t, disk), t.bytes(disk.bytes), offer.serial ? saySerial(t, offer) : offer.path]);
}

/** What choosing one of `usable` means. */
export function sayChoice(t: Words, usable: readonly Offered[], storage: StorageAnswers, isUndecided: boolean): string {
  const keeps = keepsModels(storage) && usable.some(({ offer }) => offer.models !== undefined);
  return [t(keeps ? 'storage.chooseHelpKeep' : 'storage.chooseHelp'), ...usable.length > 1 && isUndecided ? [t('storage.chooseSeveral')] : []].join(' ');
}

export function sayKind(t: Words, { transport, rotational }: Disk): string {
  switch (transport) {
    case 'nvme': return t('storage.kind.nvme');
    case 'virtio': return t('storage.kind.virtual');
    case 'usb': return t('storage.kind.usb');
    case 'mmc': return t('storage.kind.card');
    case 'iscsi': case 'fc': return t('storage.kind.network');
    case 'sata': case 'sas': case 'scsi': case 'other': return t(rotational ? 'storage.kind.spinning' : 'storage.kind.solid');
  }
}

/** "Windows (NTFS)" or "EFI system partition" */
export function sayPart(t: Words, part: DiskPart): string {
  const [name = '', ...facts] = namesOf(t, part);
  return facts.length === 0 ? name : t('storage.partOf', { name, facts: t.facts(facts) });
}

/** "Windows (NTFS, 999 GB)" */
export function sayPartWithSize(t: Words, part: DiskPart): string {
  const [name = '', ...facts] = namesOf(t, part);
  return t('storage.partOf', { name, facts: t.facts([...facts, t.bytes(part.bytes)]) });
}

/** What it is for; empty for what needs no such words. */
export function sayUse(t: Words, { word }: DiskPart): string {
  return t.maybe(`storage.use.${word}`) ?? '';
}

function namesOf(t: Words, { names, word }: DiskPart): string[] {
  return [...(word ? [t(`storage.part.${word}`)] : []), ...names];
}

/** Systems installed on it, by name. */
export function systemsOn(disk: Disk): string[] {
  const systems = [disk.content?.os, ...disk.partitions.map(({ content }) => content?.os)];
  return [...new Set(systems.filter((os) => os !== undefined))];
}

/** @param kept labels of what the plan leaves as it is */
export function sayFate(t: Words, { role, label }: DiskPart, kept: readonly string[]): string {
  return t(role === 'free' ? 'storage.fate.free' : kept.includes(label) ? 'storage.fate.kept' : 'storage.fate.lost');
}

export function sayKeptModels(t: Words, { parts }: PlannedPicture): string {
  return t('storage.kept.models', { size: t.bytes(parts.reduce((sum, { kept, bytes }) => (kept ? sum + bytes : sum), 0)) });
}

/** Labels of the parts that a plan leaves as they are. */
export function keptParts({ parts }: PlannedPicture): string[] {
  return parts.filter(({ kept }) => kept).map(({ label }) => label);
}

/**
 * What a person would miss comes first; three are named, the rest are counted. Empty for a blank disk.
 * @param kept labels of what is not counted among it
 */
export function sayContents(t: Words, disk: Disk, kept: readonly string[] = []): string {
  const parts = partsBefore(disk).filter(({ role, label }) => role !== 'free' && !kept.includes(label)).sort((a, b) => rank(a) - rank(b) || b.bytes - a.bytes);
  const named = parts.slice(0, 3).map((part) => sayPartWithSize(t, part));
  const rest = parts.length - named.length;
  return parts.length === 0 ? '' : t.list(rest > 0 ? [...named, t.plural('storage.more', rest)] : named);
}

function rank({ role }: DiskPart): number {
  return role === 'foreign' ? 0 : role === 'boot' ? 2 : 1;
}
