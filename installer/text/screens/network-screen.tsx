/** How the machine reaches the network, and what can be reached now. */
import { useState } from 'react';
import type { NetworkAnswers } from '../../../shared/protocol/answers.ts';
import { findingAt } from '../../gui/renderer/screens/findings-at.ts';
import { firstForm } from '../../gui/renderer/screens/network/first-form.ts';
import { formOf, networkOf } from '../../gui/renderer/screens/network/network-form.ts';
import { hasField, isShown, withFault } from '../../gui/renderer/screens/network/say-fault.ts';
import { button, field, gap, heading, option, text, type Block } from '../block.ts';
import { refused, remaining } from '../findings.ts';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { connectionBlocks, type Typed } from './connection-blocks.tsx';

const kinds = ['automatic', 'configured', 'offline'] as const;

export function NetworkScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { answers: { network }, machine, preview } = snapshot;
  const [typed, setTyped] = useState<Typed>({});
  const { fault } = snapshot.network;
  const findings = withFault(preview, fault);
  const nics = machine?.nics ?? [];
  const form = formOf(network.spec);
  const change = (part: Partial<NetworkAnswers>, when: 'now' | 'later' = 'later'): void => { store.answer({ section: 'network', value: { ...network, ...part } }, when); };
  const choose = (kind: NetworkAnswers['kind']): void => { change(kind === 'configured' && !network.spec ? { kind, spec: networkOf(firstForm(nics)) } : { kind }, 'now'); };
  const onProxy = findingAt(findings, 'apt.proxy', 'apt.http_proxy', 'apt.https_proxy');
  const elsewhere = findings.filter((finding) => finding.section === 'network' && finding !== onProxy && finding !== fault && (network.kind !== 'configured' || !form || !finding.path.startsWith('network')));
  const blocks: Block[] = [
    text('lead', t('network.lead')), ...remaining(elsewhere, wizard), gap('gap'),
    ...kinds.map((kind) => option({ id: kind, kind: 'one', on: network.kind === kind, label: t(`network.${kind}`), detail: t(`network.${kind}.help`), set: () => { choose(kind); } })),
    ...(network.kind !== 'configured' ? [] : form ? [gap('gap2'), ...connectionBlocks({ wizard, form, nics, findings, typed, setTyped, set: (next_) => { change({ spec: networkOf(next_) }); } })] : [gap('gap2'), text('beyond', `${t('network.beyond')}. ${t('network.beyond.text')}`, 'warning')]),
    ...(network.kind === 'offline' ? [] : [gap('gap3'), refused(field({ id: 'proxy', label: t('network.proxy'), value: network.proxy ?? '', detail: t('network.proxy.help'), change: (proxy) => { change({ proxy: proxy.trim() }); } }), onProxy ? [onProxy] : [], wizard)]),
    gap('gap4'), ...reached(wizard, hasField(fault, network.kind === 'configured' ? form : undefined)),
  ];
  return <Page id="network" title={t('network.title')} blocks={blocks} help={t('text.about.network')} next={next} back={back} />;
}

function reached(wizard: Known, isBesideField: boolean): Block[] {
  const { t, store, terminal, snapshot: { network: { interfaces, checking, checks, fault } } } = wizard;
  const addresses = interfaces.flatMap((each) => each.addresses.map((address) => `${each.name} ${address}`));
  return [
    heading('now', `  ${t('network.now')}`),
    text('has', shown(addresses.length > 0 ? t('network.has', { addresses: t.list(addresses) }) : t('network.hasNone'), terminal), 'soft'),
    ...(fault ? [...(isBesideField ? [] : remaining([fault], wizard)), text('restored', t('network.restored'), 'soft')] : []),
    ...(checking ? [text('checking', t('network.checking'), 'soft')] : []),
    ...checks.map(({ what, ok, detail }) => text(`check-${what}`, shown(`${ok ? '+' : '-'} ${t(`network.check.${what}`)}: ${t(ok ? 'network.ok' : 'network.notOk')}. ${detail}`, terminal), ok ? 'success' : 'warning')),
    button('apply', t('network.apply'), () => { store.ask({ type: 'network.apply' }).catch((error: unknown) => { if (!isShown(error)) store.refuse(error); }); }, t('network.now.lead')),
  ];
}
