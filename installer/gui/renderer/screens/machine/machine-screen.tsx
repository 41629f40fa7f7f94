/** What was found, in plain words. Nothing is asked here. */
import { useState } from 'react';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { Button, EngineWords, Notice, Panel, Refusal, ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingsElsewhere, findingsOf } from '../findings-at.ts';
import { Accelerators } from './accelerators.tsx';
import { Facts } from './facts.tsx';
import './machine-screen.css';

export function MachineScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { machine } = snapshot;
  if (!machine) return null;
  return (
    <ScreenFrame title={t('machine.title')} lead={lead(t, machine)}>
      <Warnings snapshot={snapshot} machine={machine} />
      <Panel title={t('machine.found')} icon="machine" actions={<LookAgain ask={ask} isLooking={snapshot.state === 'probing'} />}>
        <Facts machine={machine} disks={snapshot.disks} />
      </Panel>
      <Accelerators machine={machine} drivers={snapshot.drivers} />
    </ScreenFrame>
  );
}

function lead(t: ReturnType<typeof useWords>, { product: { vendor, name }, virtualisation }: Machine): string {
  const computer = [vendor, name].filter(Boolean).join(' ');
  if (virtualisation !== 'none') return computer === '' ? t('machine.virtual') : t('machine.virtual.named', { computer });
  return computer === '' ? t('machine.lead') : t('machine.lead.named', { computer });
}

/** A disk was plugged in, a cable too: the engine looks once more, and every screen has it. */
function LookAgain({ ask, isLooking }: Pick<ScreenProps, 'ask'> & { isLooking: boolean }) {
  const t = useWords();
  const [isAsking, setAsking] = useState(false);
  const look = async (): Promise<void> => {
    setAsking(true);
    await ask({ type: 'machine.probe' }).finally(() => { setAsking(false); });
  };
  return <Button kind="quiet" icon="again" isPending={isAsking || isLooking} onPress={look}>{t('machine.again')}</Button>;
}

/** What belongs to no question: the machine's own troubles, and what could not be seen of it. */
function Warnings({ snapshot, machine }: { snapshot: ScreenProps['snapshot']; machine: Machine }) {
  const t = useWords();
  const findings = findingsElsewhere(findingsOf(snapshot.preview), undefined);
  return (
    <>
      {findings.map((finding, index) => (
        <Notice key={`${index}-${finding.code}`} tone={finding.severity === 'error' ? 'danger' : 'warning'}><Refusal finding={finding} /></Notice>
      ))}
      {machine.unseen.length > 0 && (
        <Notice tone="warning" title={t('machine.unseen')}>
          <ul>{machine.unseen.map((sentence) => <li key={sentence}><EngineWords>{sentence}</EngineWords></li>)}</ul>
        </Notice>
      )}
    </>
  );
}
