/** Which disk, what becomes of it, and how the system is stored on it. */
import { useState } from 'react';
import type { StorageAnswers } from '../../../shared/protocol/answers.ts';
import { keepsModels } from '../../../shared/protocol/keeps-models.ts';
import { findingAt, findingsOf } from '../../gui/renderer/screens/findings-at.ts';
import { isSameDisk, nameOfDisk, offeredDisks, type Offered } from '../../gui/renderer/screens/storage/disk-of.ts';
import { partsAfter, partsBefore } from '../../gui/renderer/screens/storage/disk-parts.ts';
import { nameSize } from '../../gui/renderer/screens/storage/name-size.ts';
import { keptParts, sayChoice, sayContents, sayFate, sayKeptModels, sayKind, sayName, sayUse, systemsOn } from '../../gui/renderer/screens/storage/say-disk.ts';
import { button, field, gap, heading, option, text, type Block } from '../block.ts';
import { diskFigure } from '../disk-figure.ts';
import { refused, remaining, rest } from '../findings.ts';
import { Page } from '../page.tsx';
import { usePassword } from './password-blocks.ts';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { shown, shownLines } from '../words.ts';

export function StorageScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { storage } = snapshot.answers;
  const [typed, setTyped] = useState<Partial<Record<Sized, string>>>({});
  const passphrase = usePassword(wizard, { name: 'passphrase', isSet: storage.hasPassphrase, canRemove: false });
  if (!snapshot.machine) return null;
  const set = (part: Partial<StorageAnswers>): void => { store.answer({ section: 'storage', value: { ...storage, ...part } }); };
  const disks = offeredDisks(snapshot.disks, snapshot.machine);
  const { preview } = snapshot;
  const chosen = disks.find(({ offer }) => !offer.refusal && (storage.disk ? isSameDisk(storage.disk, offer) : preview?.disk?.path === offer.path));
  const blocks: Block[] = [
    text('lead', t('storage.lead')),
    ...remaining(rest(findingsOf(preview), 'storage', /^cognos\.storage\.(disk|encrypt|root|swap|models|esp)/), wizard), gap('gap'),
    ...choice(wizard, disks, chosen, (each) => { set({ disk: nameOfDisk(each.offer) }); }),
    ...(chosen?.offer.models !== undefined && !storage.encrypt && storage.sizes.models === undefined ? [option({ id: 'keep-models', kind: 'many', on: keepsModels(storage), label: t('storage.keepModels'), detail: t('storage.keepModelsText'), set: () => { set({ dropModels: keepsModels(storage) }); } })] : []),
    ...(chosen ? [gap('gap2'), ...picture(wizard, chosen, disks.filter((each) => each !== chosen))] : []),
    gap('gap3'), heading('layout', `  ${t('storage.layout')}`),
    ...(['btrfs', 'ext4'] as const).map((layout) => option({ id: layout, kind: 'one', on: storage.layout === layout, label: t(`storage.layout.${layout}`), detail: t(`storage.layout.${layout}Text`), set: () => { set({ layout }); } })),
    gap('gap4'), ...encryption(wizard, storage, (encrypt) => { set({ encrypt }); }), ...(storage.encrypt ? passphrase : []),
    gap('gap6'), ...sizes(wizard, typed, (name, words) => {
      setTyped({ ...typed, [name]: words });
      const named = nameSize(words);
      const { [name]: _, ...others } = storage.sizes;
      if ('size' in named) set({ sizes: named.size === undefined ? others : { ...others, [name]: named.size } });
    }),
    gap('gap5'), text('notYet', t('storage.notYet'), 'soft'),
  ];
  return <Page id="storage" title={t('storage.title')} blocks={blocks} help={t('text.about.storage')} next={next} back={back} />;
}

function encryption(wizard: Known, { encrypt }: StorageAnswers, change: (encrypt: boolean) => void): Block[] {
  const { t, snapshot: { preview } } = wizard;
  // That it is still to be typed is seen from the empty fields.
  const finding = findingAt(findingsOf(preview), 'cognos.storage.encrypt');
  return [
    heading('encryption', `  ${t('storage.encryption')}`),
    option({ id: 'encrypt', kind: 'many', on: encrypt, label: t('storage.encrypt'), detail: t('storage.encryptText'), set: () => { change(!encrypt); } }),
    ...(encrypt ? [text('encrypt-lost', t('storage.encryptLost'), 'warning', 4)] : []),
    ...remaining(finding && finding.code !== 'no-passphrase' ? [finding] : [], wizard),
  ];
}

function choice(wizard: Known, disks: readonly Offered[], chosen: Offered | undefined, choose: (disk: Offered) => void): Block[] {
  const { t, store, terminal, snapshot: { preview, answers } } = wizard;
  const usable = disks.filter(({ offer }) => !offer.refusal);
  const again = button('again', t('storage.lookAgain'), () => { store.tell({ type: 'machine.probe' }); });
  const finding = findingAt(findingsOf(preview), 'cognos.storage.disk');
  // That one must be chosen, or named because it is not blank, is no mistake before anybody has chosen.
  const shownFinding = finding && answers.storage.disk ? [finding] : [];
  const none = disks.length === 0 ? ['storage.noDisk.title', 'storage.noDisk.text'] as const : ['storage.none.title', 'storage.none.text'] as const;
  return [
    ...(usable.length === 0 ? [text('none', t(none[0]), 'danger'), text('none-text', t(none[1]))]
      : [heading('choose', `  ${t('storage.choose')}`), text('choose-help', sayChoice(t, usable, answers.storage, !chosen), 'soft')]),
    ...[...usable, ...disks.filter(({ offer }) => offer.refusal)].map((each): Block => option({
      id: each.offer.path, kind: 'one', on: each === chosen, disabled: each.offer.refusal !== undefined, label: shown(`${sayName(t, each.disk)}, ${t.bytes(each.disk.bytes)}`, terminal),
      detail: shownLines(about(wizard, each), terminal), set: () => { choose(each); },
    })),
    ...remaining(shownFinding, wizard), again,
  ];
}

function about({ t }: Known, { offer, disk }: Offered): string[] {
  const where = [sayKind(t, disk), offer.serial ? t('storage.serial', { serial: offer.serial }) : t('storage.noSerial'), offer.path].join(', ');
  if (offer.refusal) return [where, t.finding(offer.refusal)];
  const contents = sayContents(t, disk);
  return [where, contents ? t('storage.holds', { contents }) : t('storage.blank')];
}

function picture({ t, terminal, snapshot: { preview } }: Known, { offer, disk }: Offered, others: readonly Offered[]): Block[] {
  const planned = preview?.disk?.path === offer.path ? preview.disk : undefined;
  const keptHere = planned ? keptParts(planned.before) : [];
  const contents = sayContents(t, disk, keptHere);
  const systems = systemsOn(disk);
  const kept = others.filter((other) => !other.disk.isMedium).map((other) => `${sayName(t, other.disk)} (${t.bytes(other.disk.bytes)})`);
  return [
    heading('picture', `  ${t('storage.picture')}`),
    diskFigure({ id: 'before', title: t('storage.before'), parts: partsBefore(disk), say: (part) => sayFate(t, part, keptHere), t, terminal }),
    ...(systems.length > 0 ? [text('systems', shown(t('storage.goes.system', { systems: t.list(systems) }), terminal), 'danger')] : []),
    text('lost', shown(contents ? t(keptHere.length > 0 ? 'storage.goes.rest' : 'storage.goes.all', { contents }) : t('storage.goes.nothing'), terminal), contents ? 'warning' : 'success'),
    ...(planned && keptHere.length > 0 ? [text('kept-models', shown(sayKeptModels(t, planned.before), terminal), 'success')] : []),
    text('kept', shown(kept.length > 0 ? t('storage.kept.disks', { disks: t.list(kept) }) : t('storage.kept.none'), terminal)), gap('picture-gap'),
    planned ? diskFigure({ id: 'after', title: t('storage.after'), parts: partsAfter(planned.after, disk.bytes), say: (part) => sayUse(t, part), t, terminal }) : text('after', t('storage.afterMissing'), 'soft'),
  ];
}

const sized = ['esp', 'root', 'swap', 'models'] as const;
type Sized = (typeof sized)[number];

function sizes(wizard: Known, typed: Partial<Record<Sized, string>>, change: (name: Sized, words: string) => void): Block[] {
  const { t, snapshot: { answers: { storage }, preview } } = wizard;
  const parts = preview?.disk?.after.parts ?? [];
  return [
    heading('sizes', `  ${t('storage.sizes')}`), text('sizes-help', t('storage.sizesHelp'), 'soft'),
    ...sized.map((name) => {
      const part = parts.find(({ label }) => label === `cognos-${name}`);
      const words = typed[name];
      const own = words !== undefined && 'refused' in nameSize(words) ? [{ severity: 'error' as const, code: 'size-form', path: '', message: t('storage.sizeRefused') }] : [];
      const finding = findingAt(findingsOf(preview), `cognos.storage.${name}`);
      const hint = part ? `${t('storage.sizeComputed')}: ${t.bytes(part.bytes, 'binary')}` : t('storage.sizeComputed');
      return refused(field({ id: `size-${name}`, label: t(`storage.size.${name}`), value: words ?? storage.sizes[name] ?? '', hint, change: (value) => { change(name, value); } }), own.length > 0 ? own : finding ? [finding] : [], wizard);
    }),
  ];
}
