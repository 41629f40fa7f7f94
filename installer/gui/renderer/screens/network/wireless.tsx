/** Which wireless network, found or typed, and its key. */
import { useState } from 'react';
import type { WirelessNetwork } from '../../../../../shared/protocol/request.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Button, Choice, SecretInput, TextInput, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt } from '../findings-at.ts';
import type { NetworkForm } from './network-form.ts';
import { isOfKey } from './say-fault.ts';
import { wirelessKey } from './wireless-key.ts';

type Wireless = NonNullable<NetworkForm['wireless']>;
export interface WirelessProps { device: string; wireless: Wireless; findings: readonly LocalFinding[]; ask: ScreenProps['ask']; onChange: (wireless: Wireless) => void }

export function Wireless({ device, wireless, findings, ask, onChange }: WirelessProps) {
  const t = useWords();
  const [found, setFound] = useState<readonly WirelessNetwork[]>();
  const [isScanning, setScanning] = useState(false);
  const scan = async (): Promise<void> => {
    setScanning(true);
    const networks = await ask({ type: 'network.scan', device }).finally(() => { setScanning(false); });
    setFound(strongest(networks as WirelessNetwork[]));
  };
  const finding = findingAt(findings, `network.wifis.${device}.access-points`);
  const isAboutKey = finding !== undefined && isOfKey(finding);
  const security = found?.find(({ ssid }) => ssid === wireless.ssid)?.security;
  return (
    <>
      <div className="actions"><Button icon="search" isPending={isScanning} onPress={scan}>{t('network.scan')}</Button></div>
      <div role="status">{found?.length === 0 && <p className="field-help">{t('network.scan.none')}</p>}</div>
      {found && found.length > 0 && (
        <Choice label={t('network.found')} value={wireless.ssid} onChange={(ssid) => { onChange({ ssid, key: '', hidden: false, wpa3: found.find((each) => each.ssid === ssid)?.security === 'wpa3' }); }}
          options={found.map(({ ssid, signal, security: kind }) => ({ value: ssid, title: ssid, description: t('network.signal', { percent: t.number(signal / 100, { style: 'percent' }), security: t(`network.security.${kind}`) }), isDisabled: kind === 'other' }))} />
      )}
      <TextInput label={t('network.ssid')} value={wireless.ssid} isCode refusal={isAboutKey ? undefined : finding} onChange={(ssid) => { onChange({ ...wireless, ssid, key: '' }); }} />
      {security !== 'open' && <Key key={`${wireless.ssid} ${wireless.wpa3}`} wireless={wireless} finding={isAboutKey ? finding : undefined} onChange={onChange} />}
      {security !== 'open' && <Toggle label={t('network.wpa3')} description={t('network.wpa3.help')} value={wireless.wpa3} onChange={(wpa3) => { onChange({ ...wireless, wpa3, key: '' }); }} />}
      <Toggle label={t('network.hidden')} description={t('network.hidden.help')} value={wireless.hidden} onChange={(hidden) => { onChange({ ...wireless, hidden }); }} />
    </>
  );
}

/** The phrase stays in this field; what the answers get is the key made of it. */
function Key({ wireless, finding, onChange }: { wireless: Wireless; finding: LocalFinding | undefined; onChange: (wireless: Wireless) => void }) {
  const t = useWords();
  const [phrase, setPhrase] = useState('');
  const give = async (): Promise<void> => {
    if (phrase === '') return;
    const key = await wirelessKey(phrase, wireless);
    if (key !== wireless.key) onChange({ ...wireless, key });
  };
  return (
    <SecretInput label={t('network.key')} description={wireless.key !== '' && phrase === '' ? t('network.key.kept') : t('network.key.help')} value={phrase} onChange={setPhrase} onBlur={() => { void give(); }}
      autoComplete="off" refusal={finding} />
  );
}

/** A network of several stations is one to whoever joins it. */
function strongest(networks: readonly WirelessNetwork[]): WirelessNetwork[] {
  const best = new Map<string, WirelessNetwork>();
  for (const network of networks) {
    if (network.ssid !== '' && network.signal > (best.get(network.ssid)?.signal ?? -1)) best.set(network.ssid, network);
  }
  return [...best.values()].sort((a, b) => b.signal - a.signal);
}
