/** How fast this machine is: measured already, being measured, or not. */
import type { Measurement } from '../../../../../shared/measure/measurement.ts';
import { Bar, Button, Details, EngineWords, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';

export function MeasurePanel({ snapshot: { machine, measurement, measuring }, ask }: ScreenProps) {
  const t = useWords();
  const isEmulated = machine?.virtualisation === 'qemu';
  return (
    <Panel title={t('ai.measure')} icon="clock" lead={measurement ? undefined : t('ai.measure.lead')}>
      {isEmulated && <p>{t('ai.measure.emulated')}</p>}
      {measurement ? <Measured measurement={measurement} /> : !measuring && <p>{t('ai.measure.none')}</p>}
      {measuring && <Bar label={t('ai.measure.running')} value={measuring.fraction} text={t.number(measuring.fraction, { style: 'percent', maximumFractionDigits: 0 })} />}
      {/* One button, whatever it does now: it keeps the focus. */}
      <div className="actions">
        <Button icon={measuring ? 'cross' : 'clock'} onPress={() => ask({ type: measuring ? 'measure.cancel' : 'measure.start' })}>{t(measuring ? 'ai.measure.cancel' : measurement ? 'ai.measure.again' : 'ai.measure.start')}</Button>
      </div>
    </Panel>
  );
}

function Measured({ measurement }: { measurement: Measurement }) {
  const t = useWords();
  const { devices, noise, seconds, findings, memoryBandwidth } = measurement;
  const names = devices.map(({ device, name, threads }) => (device === 'cpu' ? t.plural('ai.measure.threads', threads) : name));
  return (
    <>
      <p role="status">
        {devices.length === 0 ? t('ai.measure.nothing') : t('ai.measure.done', { devices: t.list(names), noise: t.number(noise, { style: 'percent' }), seconds: t.duration(seconds) })}
        {memoryBandwidth && ` ${t('ai.measure.bandwidth', { rate: t.bytes(memoryBandwidth.bytesPerSecond) })}`}
      </p>
      {findings.length > 0 && <Details title={t('ai.measure.notes')}><ul>{findings.map((finding) => <li key={finding}><EngineWords>{finding}</EngineWords></li>)}</ul></Details>}
    </>
  );
}
