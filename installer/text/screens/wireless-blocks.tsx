/** Which wireless network, found or typed, and its key. */
import { useEffect, useState } from 'react';
import type { WirelessNetwork } from '../../../shared/protocol/request.ts';
import { findingAt } from '../../gui/renderer/screens/findings-at.ts';
import type { NetworkForm } from '../../gui/renderer/screens/network/network-form.ts';
import { isOfKey } from '../../gui/renderer/screens/network/say-fault.ts';
import { wirelessKey } from '../../gui/renderer/screens/network/wireless-key.ts';
import { button, field, option, text, type Block } from '../block.ts';
import { ListPage } from '../list-page.tsx';
import { Page } from '../page.tsx';
import { refused } from '../findings.ts';
import { useWizard } from '../wizard-context.ts';
import { shown } from '../words.ts';
import type { ConnectionOf } from './connection-blocks.tsx';

type Wireless = NonNullable<NetworkForm['wireless']>;

export function wirelessBlocks(part: ConnectionOf, wireless: Wireless): Block[] {
  const { wizard, form, findings, typed, setTyped, set } = part;
  const { t } = wizard;
  const path = `network.wifis.${form.device}.access-points`;
  const finding = findingAt(findings, path);
  const change = (next: Partial<Wireless>): void => { set({ ...form, wireless: { ...wireless, ...next } }); };
  const give = async (phrase: string): Promise<void> => {
    const turn = ++given;
    const key = await wirelessKey(phrase, wireless);
    if (turn === given) change({ key });
  };
  return [
    button('scan', t('network.scan'), () => { wizard.open(<ScanPage device={form.device} chosen={wireless.ssid} choose={({ ssid, security }) => { setTyped({ ...typed, phrase: '' }); change({ ssid, key: '', hidden: false, wpa3: security === 'wpa3' }); }} />); }),
    refused(field({ id: 'ssid', label: t('network.ssid'), value: wireless.ssid, change: (ssid) => { setTyped({ ...typed, phrase: '' }); change({ ssid, key: '' }); } }), finding && !isOfKey(finding) ? [finding] : [], wizard),
    refused(field({
      id: 'key', label: t('network.key'), secret: true, value: typed.phrase ?? '', detail: t(wireless.key !== '' && !typed.phrase ? 'network.key.kept' : 'network.key.help'),
      // The phrase stays in this field; what the answers get is the key made of it.
      change: (phrase) => { setTyped({ ...typed, phrase }); if (phrase === '') change({ key: '' }); else void give(phrase); },
    }), finding && isOfKey(finding) ? [finding] : [], wizard),
    option({ id: 'wpa3', kind: 'many', on: wireless.wpa3, label: t('network.wpa3'), detail: t('network.wpa3.help'), set: () => { setTyped({ ...typed, phrase: '' }); change({ wpa3: !wireless.wpa3, key: '' }); } }),
    option({ id: 'hidden', kind: 'many', on: wireless.hidden, label: t('network.hidden'), detail: t('network.hidden.help'), set: () => { change({ hidden: !wireless.hidden }); } }),
  ];
}

/** Keys are made one beside the other, and the last phrase is the one that counts. */
let given = 0;

function ScanPage({ device, chosen, choose }: { device: string; chosen: string; choose(network: WirelessNetwork): void }) {
  const { t, terminal, store, close } = useWizard();
  const [found, setFound] = useState<readonly WirelessNetwork[]>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let open = true;
    store.ask({ type: 'network.scan', device }).then(
      (networks) => { if (open) setFound(strongest(networks as WirelessNetwork[])); },
      (error: unknown) => { if (open) setFault((error as Error).message); },
    );
    return () => { open = false; };
  }, [store, device]);
  if (found && found.length > 0) {
    const entries = found.map(({ ssid, signal, security }) => ({ id: ssid, label: shown(ssid, terminal), detail: t('network.signal', { percent: t.number(signal / 100, { style: 'percent' }), security: t(`network.security.${security}`) }), disabled: security === 'other' }));
    return <ListPage title={t('network.found')} entries={entries} chosen={chosen} choose={(ssid) => { const network = found.find((each) => each.ssid === ssid); if (network) choose(network); }} />;
  }
  const words = fault !== undefined ? shown(fault, terminal) : t(found ? 'network.scan.none' : 'network.checking');
  return <Page id="scan" title={t('network.scan')} blocks={[text('state', words, fault === undefined ? 'plain' : 'warning')]} help={t('text.about.network')} back={{ label: t('common.close'), run: close }} />;
}

/** A network of several stations is one to whoever joins it. */
function strongest(networks: readonly WirelessNetwork[]): WirelessNetwork[] {
  const best = new Map<string, WirelessNetwork>();
  for (const network of networks) if (network.ssid !== '' && network.signal > (best.get(network.ssid)?.signal ?? -1)) best.set(network.ssid, network);
  return [...best.values()].sort((a, b) => b.signal - a.signal);
}
