/** Given by the network, or fixed: address, gateway, name servers. */
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Choice, Panel, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { findingAt } from '../findings-at.ts';
import type { NetworkForm } from './network-form.ts';

type Fixed = NonNullable<NetworkForm['fixed']>;
export interface AddressesProps { fixed: Fixed | undefined; path: string; findings: readonly LocalFinding[]; onChange: (fixed: Fixed | undefined) => void }

/** An address that is still to be typed stands in the spec as an empty one, which is refused. */
const blank: Fixed = { addresses: [''], gateways: [], dns: [] };

export function Addresses({ fixed, path, findings, onChange }: AddressesProps) {
  const t = useWords();
  return (
    <Panel title={t('network.addresses')} icon="sliders">
      <Choice<'dhcp' | 'fixed'> label={t('network.addresses')} isLabelHidden isCompact value={fixed ? 'fixed' : 'dhcp'} onChange={(kind) => { onChange(kind === 'fixed' ? blank : undefined); }}
        options={[{ value: 'dhcp', title: t('network.dhcp') }, { value: 'fixed', title: t('network.fixed') }]} />
      {fixed && (
        <>
          <TextInput label={t('network.address')} description={t('network.address.help')} value={fixed.addresses.join(', ')} isCode isRequired refusal={findingAt(findings, `${path}.addresses`)}
            onChange={(text) => { const addresses = split(text); onChange({ ...fixed, addresses: addresses.length > 0 ? addresses : [''] }); }} />
          <div className="columns">
            <TextInput label={t('network.gateway')} description={t('network.gateway.help')} value={fixed.gateways.join(', ')} isCode refusal={findingAt(findings, `${path}.routes`)} onChange={(text) => { onChange({ ...fixed, gateways: split(text) }); }} />
            <TextInput label={t('network.dns')} description={t('network.dns.help')} value={fixed.dns.join(', ')} isCode refusal={findingAt(findings, `${path}.nameservers`)} onChange={(text) => { onChange({ ...fixed, dns: split(text) }); }} />
          </div>
        </>
      )}
    </Panel>
  );
}

function split(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}
