/** What this machine can reach at this moment, and a way to use the answers at once. */
import { useState } from 'react';
import type { NetworkState } from '../../../../../shared/protocol/snapshot.ts';
import { Bar, Button, Icon, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';

export function LiveCheck({ network: { interfaces, checks, checking }, canApply, ask }: { network: NetworkState; canApply: boolean; ask: ScreenProps['ask'] }) {
  const t = useWords();
  const [isApplying, setApplying] = useState(false);
  const apply = async (): Promise<void> => {
    setApplying(true);
    await ask({ type: 'network.apply' }).finally(() => { setApplying(false); });
  };
  const addresses = interfaces.flatMap((each) => each.addresses.map((address) => `${each.name} ${address}`));
  return (
    <Panel title={t('network.now')} icon="search" lead={t('network.now.lead')}
      actions={<Button isDisabled={!canApply} isPending={isApplying || checking} onPress={apply}>{t('network.apply')}</Button>}>
      <p className="field-help">{addresses.length > 0 ? t('network.has', { addresses: t.list(addresses) }) : t('network.hasNone')}</p>
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
