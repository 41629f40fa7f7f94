/** How the machine reaches the network, and what can be reached now. */
import type { NetworkAnswers } from '../../../../../shared/protocol/answers.ts';
import { Choice, Notice, Panel, Refusal, ScreenFrame, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt, findingsElsewhere } from '../findings-at.ts';
import { Connection } from './connection.tsx';
import { firstForm } from './first-form.ts';
import { LiveCheck } from './live-check.tsx';
import { formOf, networkOf, type NetworkForm } from './network-form.ts';
import { hasField, withFault } from './say-fault.ts';
import './network-screen.css';

export function NetworkScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { answers: { network }, machine, preview } = snapshot;
  const { fault } = snapshot.network;
  const findings = withFault(preview, fault);
  const nics = machine?.nics ?? [];
  const form = formOf(network.spec);
  const change = (part: Partial<NetworkAnswers>): unknown => ask({ type: 'answers.set', section: 'network', value: { ...network, ...part } });
  const setForm = (next: NetworkForm): unknown => change({ spec: networkOf(next) });
  const choose = (kind: NetworkAnswers['kind']): unknown => change(kind === 'configured' && !network.spec ? { kind, spec: networkOf(firstForm(nics)) } : { kind });
  const proxyFinding = findingAt(findings, 'apt.proxy', 'apt.http_proxy', 'apt.https_proxy');
  const elsewhere = findingsElsewhere(findings, 'network', proxyFinding, fault).filter(({ path }) => network.kind !== 'configured' || !form || !path.startsWith('network'));
  return (
    <ScreenFrame title={t('network.title')} lead={t('network.lead')}>
      {elsewhere.map((finding, index) => <Notice key={`${index}-${finding.code}`} tone={finding.severity === 'error' ? 'danger' : 'warning'}><Refusal finding={finding} /></Notice>)}
      <Choice<NetworkAnswers['kind']> label={t('network.kind')} isLabelHidden value={network.kind} onChange={choose} options={[
        { value: 'automatic', title: t('network.automatic'), description: t('network.automatic.help'), badge: t('network.usual') },
        { value: 'configured', title: t('network.configured'), description: t('network.configured.help') },
        { value: 'offline', title: t('network.offline'), description: t('network.offline.help') },
      ]} />
      {network.kind === 'configured' && (form
        ? <Connection form={form} nics={nics} findings={findings} ask={ask} onChange={setForm} />
        : <Notice title={t('network.beyond')}>{t('network.beyond.text')}</Notice>)}
      {network.kind !== 'offline' && (
        <Panel title={t('network.proxy.title')} icon="sliders">
          <TextInput label={t('network.proxy')} description={t('network.proxy.help')} value={network.proxy ?? ''} isCode type="url" refusal={proxyFinding}
            onChange={(proxy) => { change({ proxy: proxy.trim() }); }} />
        </Panel>
      )}
      <LiveCheck network={snapshot.network} fault={hasField(fault, network.kind === 'configured' ? form : undefined) ? undefined : fault} canApply={snapshot.state === 'asking'} ask={ask} />
    </ScreenFrame>
  );
}
