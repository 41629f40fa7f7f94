/** Each accelerator, what it is good for, and what has to happen before it is. */
import type { Accelerator } from '../../../../../shared/machine/accelerator.ts';
import type { DriverPlan } from '../../../../../shared/drivers/driver-plan.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { EngineWords, Panel } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';

export function Accelerators({ machine: { accelerators }, drivers }: { machine: Machine; drivers: DriverPlan | undefined }) {
  const t = useWords();
  return (
    <Panel title={t('machine.accelerators')} icon="accelerator" lead={accelerators.length === 0 ? t('machine.accelerators.none') : t('machine.accelerators.lead')}>
      {accelerators.length > 0 && (
        <ul className="plain-list accelerators">
          {accelerators.map((accelerator) => <One key={accelerator.id} accelerator={accelerator} drivers={drivers?.devices.find((device) => device.accelerator === accelerator.id)} isFirst={drivers?.primary === accelerator.id} />)}
        </ul>
      )}
    </Panel>
  );
}

type Drivers = DriverPlan['devices'][number] | undefined;

function One({ accelerator, drivers, isFirst }: { accelerator: Accelerator; drivers: Drivers; isFirst: boolean }) {
  const t = useWords();
  const { name, memory, why, change } = accelerator;
  // What the chip is good for, unless this machine leaves it aside: then why.
  const sentences = drivers?.path === 'none' ? drivers.reasons : [why, ...change === undefined ? [] : [change]];
  return (
    <li className="accelerator">
      <p className="card-title">
        <bdi>{name}</bdi>
        <span className={drivers?.path === 'vulkan' ? 'badge' : 'badge badge-quiet'}>{verdict(t, accelerator, drivers?.path, isFirst)}</span>
      </p>
      <p className="field-help">{'bytes' in memory ? t('machine.accelerator.memory', { size: t.bytes(memory.bytes, 'binary') }) : <EngineWords>{memory.unknown}</EngineWords>}</p>
      <p className="field-help"><EngineWords>{sentences}</EngineWords></p>
    </li>
  );
}

function verdict(t: Words, { runs }: Accelerator, path: NonNullable<Drivers>['path'] | undefined, isFirst: boolean): string {
  if (path === 'vulkan') return isFirst ? t('machine.accelerator.first') : t('machine.accelerator.used');
  if (path === 'none' || path === 'cpu') return runs === 'vision' ? t('machine.accelerator.vision') : t('machine.accelerator.unused');
  return t(`machine.accelerator.${runs}`);
}
