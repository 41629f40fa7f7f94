/** The driver plan in words: on what models run, what is installed from where, when, and what a person has to do for it. */
import type { DeviceDrivers, DriverPlan, DriverStage } from '../../../shared/drivers/driver-plan.ts';
import { saysRestart } from '../../gui/renderer/i18n/engine-sentences.ts';
import { heading, text, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { said, shown } from '../words.ts';

export function driverBlocks({ t, terminal }: Known, { path, finalPath, devices, stages, notes, primary }: DriverPlan): Block[] {
  const device = ({ accelerator, name, path: use, module, series, reasons }: DeviceDrivers, index: number): Block => {
    const driver = !module ? '' : series ? t('ai.drivers.driverSeries', { module, series }) : t('ai.drivers.driver', { module });
    const uses = [t(`ai.drivers.use.${use}`), driver, accelerator === primary && devices.length > 1 ? t('ai.drivers.first') : ''].filter(Boolean).join(', ');
    return text(`device-${index}`, shown(`- ${t('ai.drivers.device', { device: name, use: uses })}. ${reasons.map((reason) => said(t, reason)).join(' ')}`, terminal), 'plain', 4);
  };
  const stage = ({ repository, packages, when, dkms, signing }: DriverStage, index: number): Block => {
    const from = repository.kind === 'debian' ? t.plural('ai.drivers.stage.debian', packages.length) : t.plural('ai.drivers.stage.vendor', packages.length, { vendor: repository.name });
    const facts = [from, t(`ai.drivers.when.${when}`), ...(dkms ? [t('ai.drivers.built')] : []), ...(signing === 'mok' ? [t('ai.drivers.mok')] : [])].join('; ');
    return text(`stage-${index}`, shown(`- ${facts}: ${packages.map(({ name }) => name).join(', ')}`, terminal), 'plain', 4);
  };
  return [
    heading('drivers', `  ${t('ai.drivers')}`),
    text('drivers-path', `${t(finalPath !== path ? 'ai.drivers.later' : path === 'cpu' ? 'ai.drivers.path.cpu' : 'ai.drivers.path.vulkan')}${stages.length === 0 ? ` ${t('ai.drivers.none')}` : ''}`),
    ...devices.map(device), ...stages.map(stage),
    ...(stages.some(({ reboot }) => reboot) ? [text('drivers-reboot', t('ai.drivers.reboot'))] : []),
    ...notes.filter((note) => !saysRestart(note)).map((note, index) => text(`note-${index}`, shown(said(t, note), terminal), 'soft')),
  ];
}
