/** Processor, memory, disks, network cards and what the machine starts with. */
import type { ReactNode } from 'react';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import type { DiskOffer } from '../../../../../shared/protocol/snapshot.ts';
import { English, Facts as Row, FindingText, Icon, type IconName } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { sayName, saySerial } from '../storage/say-disk.ts';
import { say, sayNic } from './say-machine.ts';

export function Facts({ machine, disks }: { machine: Machine; disks: readonly DiskOffer[] }) {
  const t = useWords();
  const words = say(t, machine);
  const titleOf = (path: string): ReactNode => {
    const disk = machine.disks.find((each) => each.path === path);
    return disk && <Row facts={[sayName(t, disk), saySerial(t, disk), t.bytes(disk.bytes)]} />;
  };
  return (
    <dl className="found">
      <Fact icon="chip" name={t('machine.processor')}><p><bdi>{machine.cpu.model}</bdi></p><p className="field-help">{words.processor}</p></Fact>
      <Fact icon="memory" name={t('machine.memory')}><p>{t.bytes(machine.memory.bytes, 'binary')}</p><p className="field-help">{words.memory}</p></Fact>
      <Fact icon="disk" name={t('machine.disks')}>
        {disks.length === 0 && <p>{t('machine.disks.none')}</p>}
        <ul className="plain-list">{disks.map((disk) => <li key={disk.path}><p>{titleOf(disk.path) ?? <English>{disk.title}</English>}</p><p className="field-help">{disk.refusal ? <FindingText finding={disk.refusal} /> : holds(t, disk)}</p></li>)}</ul>
      </Fact>
      <Fact icon="network" name={t('machine.network')}>
        {machine.nics.length === 0 && <p>{t('machine.network.none')}</p>}
        <ul className="plain-list">{machine.nics.map((nic) => <li key={nic.name}><p>{sayNic(t, nic)}</p></li>)}</ul>
      </Fact>
      <Fact icon="shield" name={t('machine.start')}><p>{words.firmware}</p><p className="field-help">{words.secureBoot} {words.tpm}</p></Fact>
    </dl>
  );
}

function Fact({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }) {
  return (
    <div className="found-row">
      <dt><Icon name={icon} />{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function holds(t: ReturnType<typeof useWords>, { contents }: DiskOffer): string {
  if (contents.length === 0) return t('machine.disks.blank');
  const systems = [...new Set(contents.flatMap(({ os }) => (os === undefined ? [] : [os])))];
  return systems.length > 0 ? t('machine.disks.systems', { systems: t.list(systems) }) : t.plural('machine.disks.parts', contents.length);
}
