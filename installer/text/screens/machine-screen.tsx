/** What was found, in plain words. Nothing is asked here. */
import type { Accelerator } from '../../../shared/machine/accelerator.ts';
import type { DriverPlan } from '../../../shared/drivers/driver-plan.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { DiskOffer } from '../../../shared/protocol/snapshot.ts';
import { findingsOf } from '../../gui/renderer/screens/findings-at.ts';
import { say, sayNic } from '../../gui/renderer/screens/machine/say-machine.ts';
import { gap, lines, text, type Block, type Tone } from '../block.ts';
import { cutTo, padTo } from '../cell-width.ts';
import { remaining } from '../findings.ts';
import { paragraph, type Line } from '../line.ts';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { said, shown, type Words } from '../words.ts';
import { styleOf } from '../block.ts';

export function MachineScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { machine } = snapshot;
  if (!machine) return null;
  const blocks: Block[] = [
    text('lead', lead(wizard, machine)), gap('gap'),
    ...remaining(findingsOf(snapshot.preview).filter(({ section }) => section === undefined), wizard),
    ...facts(wizard, machine), gap('gap2'), ...accelerators(wizard, machine),
    ...(machine.unseen.length > 0 ? [gap('gap3'), text('unseen', t('machine.unseen'), 'warning'), ...machine.unseen.map((sentence, index) => text(`unseen-${index}`, said(t, shown(sentence, wizard.terminal)), 'soft', 4))] : []),
  ];
  return <Page id="machine" title={t('machine.title')} blocks={blocks} help={t('text.about.machine')} next={next} back={back} first="#0"
    more={[{ label: snapshot.state === 'probing' ? t('common.probing.title') : t('machine.again'), run: () => { store.tell({ type: 'machine.probe' }); } }]} />;
}

function lead({ t, terminal }: Known, { product: { vendor, name }, virtualisation }: Machine): string {
  const computer = shown([vendor, name].filter(Boolean).join(' '), terminal);
  if (virtualisation !== 'none') return computer === '' ? t('machine.virtual') : t('machine.virtual.named', { computer });
  return computer === '' ? t('machine.lead') : t('machine.lead.named', { computer });
}

/** A name, and beside it what there is to say. */
export function fact(id: string, name: string, sentences: readonly [words: string, tone?: Tone][], nameWidth = 16): Block {
  return lines(id, (width) => sentences
    .filter(([words]) => words.trim() !== '')
    .flatMap(([words, tone = 'plain']) => paragraph(words, { width: width - nameWidth - 3, style: styleOf(tone) }))
    .map((line, index): Line => [{ text: `  ${index === 0 ? padTo(cutTo(name, nameWidth, '~'), nameWidth) : ' '.repeat(nameWidth)} `, bold: true }, ...line]));
}

function facts({ t, terminal, snapshot: { disks } }: Known, machine: Machine): Block[] {
  const words = say(t, machine);
  const each = (value: string): string => shown(value, terminal);
  return [
    fact('processor', t('machine.processor'), [[each(machine.cpu.model)], [words.processor, 'soft']]),
    fact('memory', t('machine.memory'), [[t.bytes(machine.memory.bytes, 'binary')], [words.memory, 'soft']]),
    fact('disks', t('machine.disks'), disks.length === 0 ? [[t('machine.disks.none')]] : disks.flatMap((disk): [string, Tone?][] => [[each(disk.title)], [each(disk.refusal ? t.finding(disk.refusal) : holds(t, disk)), 'soft']])),
    fact('network', t('machine.network'), machine.nics.length === 0 ? [[t('machine.network.none')]] : machine.nics.map((nic): [string] => [each(sayNic(t, nic))])),
    fact('start', t('machine.start'), [[words.firmware], [`${words.secureBoot} ${words.tpm}`.trim(), 'soft']]),
  ];
}

function holds(t: Words, { contents }: DiskOffer): string {
  if (contents.length === 0) return t('machine.disks.blank');
  const systems = [...new Set(contents.flatMap(({ os }) => (os === undefined ? [] : [os])))];
  return systems.length > 0 ? t('machine.disks.systems', { systems: t.list(systems) }) : t.plural('machine.disks.parts', contents.length);
}

function accelerators({ t, terminal, snapshot: { drivers } }: Known, machine: Machine): Block[] {
  if (machine.accelerators.length === 0) return [fact('accelerators', t('machine.accelerators'), [[t('machine.accelerators.none')]])];
  return machine.accelerators.map((accelerator, index) => {
    const { id, name, memory, why, change = '' } = accelerator;
    const path = drivers?.devices.find((device) => device.accelerator === id)?.path;
    return fact(`accelerator-${id}`, index === 0 ? t('machine.accelerators') : '', [
      [shown(`${name}: ${verdict(t, accelerator, path, drivers?.primary === id)}`, terminal)],
      [shown('bytes' in memory ? t('machine.accelerator.memory', { size: t.bytes(memory.bytes, 'binary') }) : said(t, memory.unknown), terminal), 'soft'],
      [shown(`${said(t, why)} ${said(t, change)}`.trim(), terminal), 'soft'],
    ]);
  });
}

type Path = DriverPlan['devices'][number]['path'] | undefined;

function verdict(t: Words, { runs }: Accelerator, path: Path, isFirst: boolean): string {
  if (path === 'vulkan') return isFirst ? t('machine.accelerator.first') : t('machine.accelerator.used');
  if (path === 'none' || path === 'cpu') return runs === 'vision' ? t('machine.accelerator.vision') : t('machine.accelerator.unused');
  return t(`machine.accelerator.${runs}`);
}
