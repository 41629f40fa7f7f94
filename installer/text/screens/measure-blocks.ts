/** How fast this machine is: measured already, being measured, or not. */
import { bar } from '../bar.ts';
import { button, heading, lines, text, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { said, shown } from '../words.ts';

export function measureBlocks(wizard: Known): Block[] {
  const { t, store, terminal, snapshot: { machine, measurement, measuring } } = wizard;
  const percent = measuring && t.number(measuring.fraction, { style: 'percent', maximumFractionDigits: 0 });
  return [
    heading('measure', `  ${t('ai.measure')}`),
    ...(measurement ? measured(wizard, measurement) : [text('measure-lead', t('ai.measure.lead'), 'soft'), ...(measuring ? [] : [text('measure-none', t('ai.measure.none'), 'soft')])]),
    ...(machine?.virtualisation === 'qemu' ? [text('emulated', t('ai.measure.emulated'), 'warning')] : []),
    ...(measuring ? [
      lines('measuring', (width) => [[{ text: `  ${bar(measuring.fraction, Math.min(50, width - 20), terminal)} ${percent ?? ''}` }]]),
      button('measure-cancel', t('ai.measure.cancel'), () => { store.tell({ type: 'measure.cancel' }); }),
    ] : [button('measure-start', t(measurement ? 'ai.measure.again' : 'ai.measure.start'), () => { store.tell({ type: 'measure.start' }); })]),
  ];
}

function measured({ t, terminal }: Known, { devices, noise, seconds, findings, memoryBandwidth }: NonNullable<Known['snapshot']['measurement']>): Block[] {
  const names = devices.map(({ device, name, threads }) => (device === 'cpu' ? t.plural('ai.measure.threads', threads) : name));
  const words = devices.length === 0 ? t('ai.measure.nothing') : t('ai.measure.done', { devices: t.list(names), noise: t.number(noise, { style: 'percent' }), seconds: t.duration(seconds) });
  return [
    text('measured', shown(`${words}${memoryBandwidth ? ` ${t('ai.measure.bandwidth', { rate: t.bytes(memoryBandwidth.bytesPerSecond) })}` : ''}`, terminal)),
    ...findings.map((finding, index) => text(`measured-${index}`, shown(said(t, finding), terminal), 'soft')),
  ];
}
