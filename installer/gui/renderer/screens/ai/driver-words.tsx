/** The driver plan in words: on what models run, what is installed from where, when, and what a person has to do for it. */
import type { DeviceDrivers, DriverPlan, DriverStage } from '../../../../../shared/drivers/driver-plan.ts';
import { Details, EngineWords, Table } from '../../components/index.ts';
import { saysRestart } from '../../i18n/engine-sentences.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';

export function DriverWords({ drivers }: { drivers: DriverPlan }) {
  const t = useWords();
  const { path, finalPath, devices, stages, primary } = drivers;
  const notes = drivers.notes.filter((note) => !saysRestart(note));
  return (
    <div className="stack">
      <h3 className="part-title">{t('ai.drivers')}</h3>
      <p>{t(finalPath !== path ? 'ai.drivers.later' : path === 'cpu' ? 'ai.drivers.path.cpu' : 'ai.drivers.path.vulkan')} {stages.length === 0 && t('ai.drivers.none')}</p>
      <ul className="driver-list">
        {devices.map((device) => <Device key={device.accelerator} device={device} isFirst={device.accelerator === primary && devices.length > 1} />)}
        {stages.map((stage) => <Stage key={stage.id} stage={stage} />)}
      </ul>
      {stages.some(({ reboot }) => reboot) && <p>{t('ai.drivers.reboot')}</p>}
      {stages.length > 0 && <Packages stages={stages} />}
      {notes.length > 0 && <Details title={t('ai.drivers.notes')}><ul>{notes.map((note) => <li key={note}><EngineWords>{note}</EngineWords></li>)}</ul></Details>}
    </div>
  );
}

function Device({ device, isFirst }: { device: DeviceDrivers; isFirst: boolean }) {
  const t = useWords();
  const uses = [t(`ai.drivers.use.${device.path}`), sayDriver(t, device), isFirst ? t('ai.drivers.first') : ''].filter(Boolean);
  return <li>{t('ai.drivers.device', { device: device.name, use: t.facts(uses) })}<span className="driver-why"><EngineWords>{device.reasons}</EngineWords></span></li>;
}

function sayDriver(t: Words, { module, series }: DeviceDrivers): string {
  if (!module) return '';
  return series ? t('ai.drivers.driverSeries', { module, series }) : t('ai.drivers.driver', { module });
}

function Stage({ stage: { repository, packages, when, dkms, signing } }: { stage: DriverStage }) {
  const t = useWords();
  const from = repository.kind === 'debian' ? t.plural('ai.drivers.stage.debian', packages.length) : t.plural('ai.drivers.stage.vendor', packages.length, { vendor: repository.name });
  const facts = [t(`ai.drivers.when.${when}`), ...(dkms ? [t('ai.drivers.built')] : []), ...(signing === 'mok' ? [t('ai.drivers.mok')] : [])];
  return <li>{t.facts([from, ...facts], ';')}</li>;
}

function Packages({ stages }: { stages: readonly DriverStage[] }) {
  const t = useWords();
  return (
    <Details title={t('ai.drivers.packages')}>
      <Table label={t('ai.drivers.packages')} rowHeader="name" columns={[{ id: 'name', title: t('ai.drivers.column.package') }, { id: 'from', title: t('ai.drivers.column.from') }, { id: 'why', title: t('ai.drivers.column.why') }]}
        rows={stages.flatMap(({ id, packages }) => packages.map(({ name, from, why }) => ({ id: `${id} ${name}`, name: <span className="code" dir="ltr">{name}</span>, from: t(`ai.drivers.from.${from}`), why: <EngineWords>{why}</EngineWords> })))} />
    </Details>
  );
}
