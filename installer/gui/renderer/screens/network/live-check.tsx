/** What this machine can reach at this moment, and a way to use the answers at once. */
import { useState } from 'react';
import type { LocalFinding, NetworkState } from '../../../../../shared/protocol/snapshot.ts';
import { Bar, Button, Icon, Panel, Refusal } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { isShown } from './say-fault.ts';

export interface LiveCheckProps {
  network: NetworkState;
  /** What no field of the form has a place for. */
  fault: LocalFinding | undefined;
  canApply: boolean;
  ask: ScreenProps['ask'];
}

export function LiveCheck({ network: { interfaces, checks, checking, fault: whichever }, fault, canApply, ask }: LiveCheckProps) {
  const t = useWords();
  const [isApplying, setApplying] = useState(false);
  const apply = async (): Promise<void> => {
    setApplying(true);
    try {
      await ask({ type: 'network.apply' });
    } catch (error) {
      if (!isShown(error)) throw error;
    } finally {
      setApplying(false);
    }
  };
  const addresses = interfaces.flatMap((each) => each.addresses.map((address) => `${each.name} ${address}`));
  return (
    <Panel title={t('network.now')} icon="search" lead={t('network.now.lead')}
      actions={<Button isDisabled={!canApply} isPending={isApplying || checking} onPress={apply}>{t('network.apply')}</Button>}>
      <p className="field-help">{addresses.length > 0 ? t('network.has', { addresses: t.list(addresses) }) : t('network.hasNone')}</p>
      {fault && <Refusal finding={fault} />}
      {whichever && <p className="field-help">{t('network.restored')}</p>}
      {checking && <Bar label={t('network.checking')} />}
      {checks.length > 0 && (
        <ul className="plain-list checklist" aria-live="polite">
          {checks.map(({ what, ok, detail }) => (
            <li key={what} className={ok ? 'checked-ok' : 'checked-not'}>
              <Icon name={ok ? 'check' : 'cross'} label={ok ? t('network.ok') : t('network.notOk')} />
              <span><span className="checked-name">{t(`network.check.${what}`)}</span> <span className="field-help">{detail}</span></span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
